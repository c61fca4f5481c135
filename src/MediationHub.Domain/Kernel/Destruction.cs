namespace MediationHub.Domain.Kernel;

/// <summary>
/// An event after which nobody can read the stream's personal texts any more: in its own transaction the store destroys the key of the stream
/// and the keys of its files, and writes the rows anew without names (PIPL 47). It holds no personal text itself.
/// </summary>
public interface IDestroysKey;

/// <summary>A state that knows whether its key was destroyed, so that a key which is merely missing is told apart.</summary>
public interface IDestroyable
{
    /// <summary>The personal texts are gone for good; what stands in clear stays.</summary>
    bool Destroyed { get; }
}
