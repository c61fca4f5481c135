using MediationHub.Domain.Calendars;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Web.Demo;

/// <summary>What all stories of one demo share. Nothing in it depends on the hour: whatever happens, happens before the day that is shown.</summary>
internal sealed class World
{
    private readonly Dictionary<string, IReadOnlyList<Employer>> _employers;

    /// <param name="employers">How many times over each region's employers are made, all different.</param>
    public World(DateOnly today, int seed, WorkCalendar calendar, RuleSet rules, int employers = 1, int years = 2)
    {
        (Today, Seed, Rules, From) = (today, seed, rules, today.AddYears(-years));
        Agenda = new Agenda(calendar);
        Roster = new Roster(seed, today, Agenda);
        _employers = Places.All.ToDictionary(p => p.Unit, p => (IReadOnlyList<Employer>)[.. Enumerable.Range(0, employers).SelectMany(i => Employers.Of(p, seed + i * 1009)).DistinctBy(e => e.Name)]);
    }

    public DateOnly Today { get; }
    public int Seed { get; }
    public RuleSet Rules { get; }
    public Agenda Agenda { get; }
    public Roster Roster { get; }

    /// <summary>The first day of the years that are shown.</summary>
    public DateOnly From { get; }

    /// <summary>Everything lies before.</summary>
    public DateTimeOffset End => Names.Midnight(Today);

    public IReadOnlyList<Employer> EmployersOf(Place place) => _employers[place.Unit];

    /// <summary>The last day of a time limit.</summary>
    public Clock Clock(string rule, DateOnly from, int extend = 0) => Rules.Clock(rule, from, Agenda.Calendar, extend);
}

/// <summary>Everything that is played, in the order in which it is played.</summary>
/// <param name="Rosters">By region: organizations and mediators.</param>
/// <param name="Ends">What became of some organizations after their cases.</param>
internal sealed record DemoPlan(World World, IReadOnlyList<Script> Rosters, IReadOnlyList<ToldCase> Cases, Script Ends)
{
    public static DemoPlan Of(World world, int cases) => new(
        world, [.. Bodies.All.GroupBy(b => b.PlaceUnit).Select(unit => world.Roster.Of(unit, unit.Key))], CasePlan.Of(world, cases), world.Roster.Ends(Bodies.All));
}
