using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Organizations;

/// <summary>Say which rooms for sessions 调解室 there are. From then on only these are kept free; a session elsewhere takes no room.</summary>
/// <param name="Rooms">Their names in the order in which they are shown; an empty list: no place in particular.</param>
public sealed record ListRooms([property: MayBeLeftOut] IReadOnlyList<string> Rooms) : ICommand<Organization>
{
    public const int Most = 50;

    public Decision Decide(Organization state, Context at)
    {
        string[] rooms = [.. (Rooms ?? []).Select(TextRules.Clean).Where(r => r.Length > 0)];
        if (rooms.SequenceEqual(state.Rooms)) return Decision.Nothing;

        var problems = new Problems();
        if (rooms.Length > Most) problems.Add("rooms", $"最多登记{Most}间调解室。", $"At most {Most} rooms.");
        foreach (var (room, i) in rooms.Select((room, i) => (room, i)))
        {
            problems.Add($"rooms[{i}]", TextRules.Check(room, TextRules.Longest.Name));
            if (rooms.Take(i).Any(earlier => TextRules.Code(earlier) == TextRules.Code(room))) problems.Add($"rooms[{i}]", $"“{room}”写了两次，请删去一个。", $"The room “{room}” is given twice.");
        }
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (state.Status is OrganizationStatus.Refused or OrganizationStatus.Deregistered) return OrganizationRefusals.NotStanding(state);
        return new RoomsListed(rooms);
    }
}
