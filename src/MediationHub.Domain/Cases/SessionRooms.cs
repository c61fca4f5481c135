using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;

namespace MediationHub.Domain.Cases;

/// <summary>A command that takes the place of a slot kept beforehand.</summary>
public interface ITakesHold
{
    /// <summary>The hold's id; null where none was made.</summary>
    string? HoldId { get; }
}

internal static class SessionRooms
{
    /// <summary>The room that a session on site takes; empty where it meets elsewhere or not in a place at all.</summary>
    public static Personal RoomFor(this MediationCase state, Context at, Personal place, SessionMode mode) =>
        mode is SessionMode.OnSite ? at.Find<Organization>(state.OrganizationId.Value)?.RoomOf(place) : null;
}
