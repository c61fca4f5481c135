using MediationHub.Domain.Access;
using MediationHub.Domain.Calendars;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;

namespace MediationHub.Domain.Tests.Cases;

public class A_case_of_the_old_ledger
{
    private static readonly PastCase Past = new(
        "2019-12", new(2019, 3, 1), new(2019, 3, 4), new(2019, 3, 20), Outcome.Agreed, "07.1", "李某、王某", "某某餐饮有限公司", 2, 12000m, 11000.50m, "赵调解", default);

    private static ImportPastCase Import(PastCase? past = null) => new(new("c1"), CaseStories.Center, past ?? Past, new("i1", 2));

    private static MediationCase Imported(PastCase? past = null) =>
        CaseStories.After(new CaseImported(new("c1"), CaseStories.Center, Domain.Organizations.OrganizationType.TownshipCenter, new("i1", 2), new(2026, 11, 20), past ?? Past));

    [Fact]
    public void Stands_as_it_ended_under_its_old_number() => CaseStories.Given().On("2026-11-20").When(Import())
        .ThenHappened(typeof(CaseImported))
        .ThenState(c => c.Number == "2019-12" && c.Stage == CaseStage.Archived && c.Outcome == Outcome.Agreed && !c.IsOpen && c.LateEntries == 0)
        .ThenState(c => c.Applicants.Select(p => p.Name.Value).SequenceEqual(new[] { "李某", "王某" }) && c.Respondents.Single().Kind == PartyKind.Employer);

    [Fact]
    public void Moves_no_figure_but_those_of_its_own_kind()
    {
        Dictionary<CounterKey, long> counted = [];
        CaseContribution.Contribute(Imported(), WorkCalendar.BuiltIn, RuleSet.BuiltIn, (key, n) => counted[key] = counted.GetValueOrDefault(key) + n);
        Assert.All(counted.Keys, key => Assert.StartsWith("imported.", key.Counter, StringComparison.Ordinal));
        Assert.All(counted.Keys, key => Assert.Equal(new DateOnly(2019, 3, 20), key.Day));
        Assert.Equal((1, 1, 2, 11000_50), (counted.Single(c => c.Key.Counter == Counters.ImportedClosed).Value, counted.Single(c => c.Key.Counter == Counters.ImportedSucceeded).Value,
            counted.Single(c => c.Key.Counter == Counters.ImportedPeople).Value, counted.Single(c => c.Key.Counter == Counters.ImportedAgreedAmount).Value));
        Assert.DoesNotContain(counted.Keys, key => key.Counter == Counters.ImportedFailed);
    }

    [Fact]
    public void Has_no_time_limits_and_nothing_more_is_done_in_it()
    {
        var state = Imported();
        Assert.Empty(CaseClocks.Of(state, WorkCalendar.BuiltIn, RuleSet.BuiltIn));
        var at = new Context(ChinaTime.At(new(2026, 11, 20), new(10, 0)), Actor.System, WorkCalendar.BuiltIn, RuleSet.BuiltIn)
        {
            Others = new Dictionary<StreamRef, object> { [StreamRef.To<Domain.Organizations.Organization>(CaseStories.Center.Value)] = CaseStories.Active(CaseStories.Center, "CC-01", "220100") },
        };
        Assert.Null(CaseGuide.Next(state, at));
        Assert.DoesNotContain(CaseGuide.Allowed(state, at), c => c.Ok);
    }

    [Fact]
    public void Is_corrected_by_importing_it_again() => CaseStories.Given().On("2026-11-20")
        .When(Import()).ThenHappened(typeof(CaseImported))
        .When(Import(Past with { Agreed = 10000m })).ThenHappened(typeof(CaseImported)).ThenState(c => c.Past!.Agreed == 10000m);

    [Fact]
    public void Never_takes_the_place_of_a_case_that_is_worked_on() => CaseStories.Given(CaseStories.Registered).On("2026-11-20")
        .When(Import()).ThenRefused("case-not-of-old-ledger");

    [Fact]
    public void Runs_forward_in_time_and_ended_before_today() => CaseStories.Given().On("2026-11-20")
        .When(Import(Past with { ClosedOn = new(2019, 2, 1), AcceptedOn = null })).ThenInvalid("closedOn")
        .When(Import(Past with { ClosedOn = new(2026, 11, 21) })).ThenInvalid("closedOn")
        .When(Import(Past with { AcceptedOn = new(2019, 4, 1) })).ThenInvalid("acceptedOn");

    [Fact]
    public void Agreed_on_no_amount_where_it_failed() => CaseStories.Given().On("2026-11-20").When(Import(Past with { Outcome = Outcome.NoAgreement })).ThenInvalid("agreed");
}
