namespace MediationHub.Domain.Kernel;

/// <summary>A state that holds values which no other stream may hold while it does.</summary>
public interface IHoldsUnique
{
    IEnumerable<UniqueValue> UniqueValues { get; }
}
