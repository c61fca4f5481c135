using MediationHub.Domain.Cases;
using MediationHub.Domain.Organizations;

namespace MediationHub.Web.Demo;

/// <summary>Which cases there are: those that show something in particular, and as many more as the scale asks for.</summary>
internal sealed class CasePlan
{
    private const double DemoShare = 150.0 / 6000;
    private readonly World _world;
    private readonly Dice _dice;
    private readonly List<CaseSpec> _specs = [];
    private readonly (DateOnly Day, double Weight)[] _days;
    private int _no;
    private int _shown;

    private CasePlan(World world)
    {
        _world = world;
        _dice = new Dice(world.Seed, "plan");
        _days = [.. Enumerable.Range(0, world.Today.DayNumber - world.From.DayNumber).Select(i => world.From.AddDays(i)).Select(d => (d, WeightOf(d)))];
    }

    public static IReadOnlyList<ToldCase> Of(World world, int cases)
    {
        var plan = new CasePlan(world);
        plan.Shown();
        plan.Fill(Bodies.Demo, (int)(cases * DemoShare) - plan._specs.Count(s => s.Body == Bodies.Demo));
        var bodies = Bodies.All.Where(b => b.HadCases && b.Volume > 0).ToArray();
        var (left, volume) = (cases - plan._specs.Count, bodies.Sum(b => b.Volume));
        foreach (var body in bodies) plan.Fill(body, (int)Math.Round(left * body.Volume / volume));
        return plan.Told();
    }

    private List<ToldCase> Told()
    {
        var told = _specs.AsParallel().AsOrdered().Select(s => CaseStory.Tell(_world, s)).ToList();
        foreach (var changed in OneShortOfTheTarget(told)) told[changed.No - 1] = CaseStory.Tell(_world, changed);
        SessionAhead.Arrange(told.Select(t => t.Ahead).OfType<SessionAhead>(), _world.Agenda);
        return told;
    }

    /// <summary>
    /// Changes a few of the demo organization's outcomes so that this year's success rate stands just below 60 % and one more success reaches it.
    /// Out of n such closings s succeeded, where n is 2 above a multiple of 5: then 100·s &lt; 60·n and 100·(s+1) ≥ 60·(n+1).
    /// </summary>
    private List<CaseSpec> OneShortOfTheTarget(List<ToldCase> told)
    {
        var counted = told.Where(t => t.Body == Bodies.Demo && t.Ended is { } e && e.On.Year == _world.Today.Year && e.Outcome.Class() is not OutcomeClass.Excluded).ToList();
        var free = counted.Where(t => t.Spec is { Traits: var traits, TransferTo: null } && (traits & Shows) == 0 && t.Spec.No > _shown && t.Spec.ReceivedOn.Year == _world.Today.Year && t.Spec.ReceivedOn < _world.Today.AddDays(-45)).ToList();
        var changed = new List<CaseSpec>();
        var (n, s) = (counted.Count, counted.Count(t => Succeeded(t)));
        while (n > 6 && n % 5 != 2 && Take(t => t.Ended!.Value.Outcome.Class() is OutcomeClass.Failed) is { } left)
        {
            changed.Add(left.Spec with { Ends = Outcome.Withdrawn });
            n--;
        }
        if (n < 7 || n % 5 != 2) return [];
        var target = (3 * n - 1) / 5;
        for (; s > target && Take(Succeeded) is { } lost; s--) changed.Add(lost.Spec with { Ends = Outcome.NoAgreement });
        for (; s < target && Take(t => t.Ended!.Value.Outcome.Class() is OutcomeClass.Failed) is { } won; s++) changed.Add(won.Spec with { Ends = Outcome.Agreed });
        return changed;

        static bool Succeeded(ToldCase told) => told.Ended!.Value.Outcome.Class() is OutcomeClass.Succeeded;
        ToldCase? Take(Func<ToldCase, bool> which)
        {
            var one = free.Find(t => which(t));
            if (one is not null) free.Remove(one);
            return one;
        }
    }

    /// <summary>What must not be lost by another outcome.</summary>
    private const Traits Shows = Traits.Collective | Traits.Reopened | Traits.ReopenRequested | Traits.TransferDeclined | Traits.TransferPending | Traits.Slow;

    /// <summary>Cases that each show something, most of them at the demo organization.</summary>
    private void Shown()
    {
        foreach (var spec in ShownCases.Open(_world).Concat(ShownCases.Past(_world))) _specs.Add(spec with { No = ++_no });
        _shown = _no;
    }

    private void Fill(Body body, int count)
    {
        var end = _world.Roster.EndedOn(body);
        for (; count > 0; count--)
        {
            var day = _dice.Weighted(_days, d => d.Weight).Day;
            if (day >= end || body.Course is OrganizationStatus.Deregistered && day >= end!.Value.AddDays(-130)) day = _world.From.AddDays(_dice.Between(0, 300));
            _specs.Add(Some(body, day));
        }
    }

    private CaseSpec Some(Body body, DateOnly day)
    {
        var dice = new Dice(_world.Seed, $"case {++_no}");
        var online = !_world.Agenda.Calendar.IsWorkingDay(day);
        var ends = EndsOf(body, dice);
        var age = _world.Today.DayNumber - day.DayNumber;
        var spec = new CaseSpec(_no, body, day, ends)
        {
            Traits = TraitsOf(dice, ends, age),
            Source = online ? CaseSource.OnlinePlatform : null,
            // Some stay where they are while the days pass.
            Halt = age is > 16 and < 60 && body.Course is OrganizationStatus.Active && dice.Chance(0.045) ? dice.Pick<CaseStage>([CaseStage.Registered, CaseStage.Accepted, CaseStage.InMediation, CaseStage.InMediation, CaseStage.AgreementDrafted]) : null,
        };
        if (ends is not (Outcome.Void or Outcome.NotAccepted or Outcome.RespondentRefused) && spec.Halt is null && dice.Chance(0.015)) spec = spec with { TransferTo = NeighborOf(body, dice) };
        if (spec.TransferTo is not null && dice.Chance(0.25)) spec = spec with { Traits = spec.Traits | Traits.TransferDeclined };
        return spec;
    }

    private static Outcome EndsOf(Body body, Dice dice)
    {
        if (dice.Chance(0.15))
            return dice.Weighted((Outcome.Withdrawn, 4.0), (Outcome.NotAccepted, 2.6), (Outcome.RespondentRefused, 5.0), (Outcome.Terminated, 0.9), (Outcome.Void, 0.6));
        if (dice.Chance(body.Success))
            return dice.Weighted((Outcome.Agreed, 83.0), (Outcome.SettledWithdrawn, 11), (Outcome.AgreedOral, body.Type is OrganizationType.PeoplesMediation ? 18 : 4));
        return dice.Weighted((Outcome.NoAgreement, 60.0), (Outcome.Stopped, 14), (Outcome.Expired, 10), (Outcome.Absent, 9), (Outcome.Partial, 11));
    }

    private static Traits TraitsOf(Dice dice, Outcome ends, int age)
    {
        var traits = Traits.None;
        void May(Traits trait, double chance) => traits |= dice.Chance(chance) ? trait : Traits.None;
        May(Traits.Collective, 0.011);
        May(Traits.Agent, 0.22);
        May(Traits.Private, 0.12);
        if ((traits & Traits.Private) != 0) May(Traits.Released, 0.5);
        May(Traits.Extension, 0.06);
        May(Traits.Resumed, 0.02);
        May(Traits.Recusal, 0.012);
        if (ends is Outcome.NoAgreement) May(Traits.Reopened, 0.015);
        May(Traits.LateEntry, 0.012);
        May(Traits.LateAcceptance, 0.045);
        May(Traits.Slow, 0.06);
        May(Traits.Instalments, 0.22);
        traits |= dice.Weighted((Traits.None, 80.0), (Traits.PaidLate, 11), (Traits.Default, 5), (age < 150 ? Traits.Overdue : Traits.PaidLate, 4));
        May(Traits.Supplement, 0.012);
        May(Traits.AddedParty, 0.03);
        May(Traits.Assisted, 0.1);
        May(Traits.Archived, age > 260 ? 0.85 : 0.35);
        return traits;
    }

    private static Body NeighborOf(Body body, Dice dice)
    {
        var near = Bodies.All.Where(b => b != body && b.Course is OrganizationStatus.Active && b.Volume > 0 && b.HostName is null && b.PlaceUnit == body.PlaceUnit).ToArray();
        return near.Length > 0 ? dice.Pick(near) : Bodies.All[1];
    }

    /// <summary>How many applications a day brings: more before the new year, hardly any on days off, a few more each year.</summary>
    private double WeightOf(DateOnly day)
    {
        double[] months = [1.35, 0.7, 0.95, 0.95, 1, 1.05, 1, 0.95, 1, 0.95, 1.1, 1.35];
        return (_world.Agenda.Calendar.IsWorkingDay(day) ? 1 : 0.05) * months[day.Month - 1] * (day.DayNumber - _world.From.DayNumber < 365 ? 0.92 : 1.08);
    }
}
