using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Access;

/// <summary>What a person may do with one record.</summary>
public enum Access
{
    /// <summary>The record does not exist for this person (404).</summary>
    Hidden,

    /// <summary>It may be seen, but this is not for this person to do (403).</summary>
    Forbidden,

    Allowed,
}

/// <summary>Who may do and see what.</summary>
public static class Policy
{
    /// <summary>Whether the actor may send this command to the record in this state.</summary>
    public static Access Of<TState>(Actor actor, ICommand<TState> command, TState state) where TState : class, IAggregate<TState> =>
        actor.Is(Role.System) ? Access.Allowed : Access.Hidden;
}
