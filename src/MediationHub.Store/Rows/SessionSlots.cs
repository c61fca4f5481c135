using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Keys;

namespace MediationHub.Store.Rows;

/// <summary>A room of an organization as rows name it: equal rooms are found, none is read.</summary>
public sealed class RoomKeys(KeyRing keys)
{
    public string Of(OrganizationId organization, string room) => keys.Hash($"room|{organization}|{TextRules.Code(room)}");
}

/// <summary>The time that sessions ahead take of mediators and rooms. The database lets no two of them overlap for the same mediator or the same room, whoever commits first.</summary>
internal static class SessionSlots
{
    public static readonly Table Table = new("session_rows", 3,
        new("case_id", ColumnType.Text), new("session_id", ColumnType.Text), new("seat", ColumnType.Integer), new("organization_id", ColumnType.Text), new("mediator", ColumnType.Text),
        new("room", ColumnType.Text), new("starts_at", ColumnType.Instant), new("ends_at", ColumnType.Instant), new("mode", ColumnType.Text), new("private", ColumnType.Flag))
    {
        Exclusive = true,
        Ours = "expires_at is null",
    };

    public static void Of(MediationCase state, Session session, RoomKeys rooms, List<Row> into)
    {
        var room = session.Room.IsEmpty ? null : rooms.Of(state.OrganizationId, session.Room!);
        for (var seat = 0; seat < Math.Max(1, state.Mediators.Count); seat++)
            into.Add(new(Table, state.Id.Value, session.Id, seat, state.OrganizationId.Value, seat < state.Mediators.Count ? state.Mediators[seat].MediatorId.Value : null, seat == 0 ? room : null,
                Row.Instant(session.StartsAt), Row.Instant(session.EndsAt), CaseProjection.Word(session.Mode), session.Private));
    }

    /// <summary>What a row takes.</summary>
    public static Slot SlotOf(Row row) => new((string)row.Values[0]!, (string)row.Values[1]!, (string?)row.Values[4], (string?)row.Values[5], (DateTimeOffset)row.Values[6]!, (DateTimeOffset)row.Values[7]!, (string)row.Values[3]!);
}

/// <summary>Time taken of a mediator, of a room, or of both.</summary>
/// <param name="CaseId">The case, or the id of a slot that is kept.</param>
/// <param name="Room">As <see cref="RoomKeys"/> has it.</param>
/// <param name="HeldBy">Who keeps the slot, where it is not a session.</param>
/// <param name="ExpiresAt">Until when it is kept.</param>
public sealed record Slot(string CaseId, string SessionId, string? Mediator, string? Room, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string OrganizationId, string? HeldBy = null, DateTimeOffset? ExpiresAt = null)
{
    public bool Excludes(Slot other) =>
        StartsAt < other.EndsAt && other.StartsAt < EndsAt && ((Mediator is not null && Mediator == other.Mediator) || (Room is not null && Room == other.Room));
}

/// <summary>Why a slot could not be taken: what stands there.</summary>
/// <param name="Wanted">The slot that was asked for.</param>
/// <param name="By">What has it.</param>
public sealed record Occupied(Slot Wanted, Slot By)
{
    /// <summary>It is the mediator who is taken, and not only the room.</summary>
    public bool ByMediator => Wanted.Mediator is not null && Wanted.Mediator == By.Mediator;
}
