using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Demo;

/// <summary>A session that lies ahead of the day that is shown, with the people and the room that it takes.</summary>
/// <param name="mediators">The numbers of those who mediate.</param>
/// <param name="alone">The party that is heard without the other side; null where both meet.</param>
/// <param name="wish">When it would best begin; it begins then or at the next hour that is free.</param>
internal sealed class SessionAhead(Body body, IReadOnlyList<int> mediators, DateTimeOffset wish, string place, SessionMode mode, PartyId? alone)
{
    private const int Minutes = 90;
    private static readonly TimeOnly[] Hours = [new(8, 30), new(10, 0), new(13, 30), new(15, 0)];

    private DateTimeOffset? _found;

    private DateTimeOffset Start => _found ?? wish;

    public ScheduleSession Command => new(Start, Start.AddMinutes(Minutes), place, mode, alone is not null, alone is { } party ? [party] : null);

    /// <summary>Gives each its hour, in their order, so that it comes out the same each time.</summary>
    public static void Arrange(IEnumerable<SessionAhead> sessions, Agenda agenda)
    {
        var taken = new HashSet<(string Who, DateTimeOffset At)>();
        foreach (var session in sessions) session.Arrange(taken, agenda);
    }

    private void Arrange(HashSet<(string Who, DateTimeOffset At)> taken, Agenda agenda)
    {
        for (var day = ChinaTime.DayOf(wish); ; day = agenda.Workday(day, 1))
        {
            foreach (var hour in Hours.OrderBy(h => Math.Abs((ChinaTime.At(day, h) - wish).Ticks)))
            {
                var at = ChinaTime.At(day, hour);
                var who = mediators.Select(m => (body.MediatorIdOf(m).Value, at)).Append((mode is SessionMode.OnSite ? $"{body.Key} {place}" : $"{body.Key} {mediators[0]}", at)).ToList();
                if (who.Exists(taken.Contains)) continue;
                taken.UnionWith(who);
                _found = at;
                return;
            }
        }
    }
}
