using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Checklists;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Samplings;
using MediationHub.Domain.Tests.Cases;
using MediationHub.Domain.Tests.Kernel;
using static MediationHub.Domain.Tests.Cases.CaseStories;

namespace MediationHub.Domain.Tests.Samplings;

/// <summary>Document quality sample. The checklist and its points are data of this program.</summary>
public class Sampling_papers
{
    private const string Seed = "00112233445566778899aabbccddeeff";

    private static readonly Population Twelve = new(7, 42, [.. Enumerable.Range(1, 12).Select(n => new SampledCase(new($"c{n:00}"), $"〔2026〕{n}号"))]);
    private static readonly Actor Province = new("province", new HashSet<Role> { Role.Province }, Unit: "220000");

    private static readonly DrawSample Ask = new(new("s1"), Center, Day("2026-01-01"), Day("2026-06-15"), 5, "选树核查") { Seed = Seed, Population = Twelve };

    private static readonly SampleDrawn Drawn = new(new("s1"), Center, "220100", Day("2026-01-01"), Day("2026-06-15"), Draw.From(Twelve, Seed, 5), Checklist.Papers.Version, "选树核查", Day("2026-06-15"), "province");

    private static Story<Sampling> Given(params IEnumerable<DomainEvent> events) => Story<Sampling>.Given(events).On("2026-06-15").By(Province).Knowing(Center.Value, Active(Center, "CC-01", "220100")).Knowing(Neighbor.Value, Active(Neighbor, "JL-02", "220200"));

    private static IReadOnlyList<ScoredItem> All(int lost = 0, params string[] without) =>
        [.. Checklist.Papers.Items.Select((i, n) => new ScoredItem(i.Code, without.Contains(i.Code) ? null : i.Points - (n == 0 ? lost : 0)))];

    private static PapersScored Scored(int n, decimal score) => new(new(Drawn.Draw.Picked[n].CaseId, All(), score, default, Day("2026-06-15"), "province"));

    [Fact]
    public void Keeps_seed_population_and_what_was_picked() => Given().When(Ask).Then(Drawn);

    [Fact]
    public void Draws_the_same_again_from_the_same_population_in_any_order()
    {
        var shuffled = Twelve with { Cases = [.. Twelve.Cases.Reverse()] };
        Assert.True(Drawn.Draw.Repeats(shuffled));
        Assert.Equal(Drawn.Draw.PopulationHash, shuffled.Hash);
    }

    [Fact]
    public void Notices_a_population_or_a_seed_that_was_changed()
    {
        Assert.False(Drawn.Draw.Repeats(Twelve with { Cases = [.. Twelve.Cases.Skip(1)] }));
        Assert.False((Drawn.Draw with { Picked = [.. Twelve.Cases.Take(5)] }).Repeats(Twelve));
        Assert.NotEqual(Draw.From(Twelve, Seed, 5).Picked, Draw.From(Twelve, "ff112233445566778899aabbccddeeff", 5).Picked);
    }

    /// <summary>Each case is as likely to be picked as any other: over 2,000 seeds each of 12 is drawn 5 times in 12.</summary>
    [Fact]
    public void Favors_no_case()
    {
        var drawn = Enumerable.Range(0, 2_000).SelectMany(n => Draw.From(Twelve, $"{n:x32}", 5).Picked).CountBy(p => p.CaseId).ToDictionary();
        Assert.Equal(12, drawn.Count);
        Assert.All(drawn.Values, n => Assert.InRange(n, 2_000 * 5 / 12 - 110, 2_000 * 5 / 12 + 110));   // five standard deviations
    }

    [Fact]
    public void Takes_all_where_there_are_no_more() => Given().When(Ask with { Size = 50 }).ThenState(s => s.Picked.Count == 12);

    [Fact]
    public void Needs_five_cases_so_that_no_single_one_shows() => Given().When(Ask with { Population = Twelve with { Cases = [.. Twelve.Cases.Take(4)] } }).ThenRefused("sampling-too-few");

    [Fact]
    public void Names_what_is_wrong() => Given().When(Ask with { To = Day("2025-12-31"), Size = 4, Reason = " " }).ThenInvalid("to", "size", "reason");

    [Fact]
    public void Stays_in_the_offices_own_region()
    {
        Given().By(new("city", new HashSet<Role> { Role.City }, Unit: "220100")).When(Ask with { OrganizationId = Neighbor }).ThenInvalid("organizationId");
        Given().When(Ask with { OrganizationId = new("nobody") }).ThenInvalid("organizationId");
    }

    [Fact]
    public void Scores_a_hundred_points_over_the_items_that_apply() =>
        Given(Drawn).When(new ScorePapers(Drawn.Draw.Picked[0].CaseId, All(lost: 5))).ThenState(s => s.Scores[0].Score == 95m)
            // 95 of 100; without P4 (25 points) 70 of 75.
            .When(new ScorePapers(Drawn.Draw.Picked[0].CaseId, All(lost: 5, "P4"), "协议不适用")).ThenState(s => s.Scores is [{ Score: 93.33m }]);

    [Fact]
    public void Refuses_points_out_of_range_items_left_out_and_a_case_that_was_not_drawn()
    {
        var one = Drawn.Draw.Picked[0].CaseId;
        Given(Drawn).When(new ScorePapers(one, [new("P1", 16), .. All().Skip(1)])).ThenInvalid("items[0].points");
        Given(Drawn).When(new ScorePapers(one, [new("P1", -1), .. All().Skip(1)])).ThenInvalid("items[0].points");
        Given(Drawn).When(new ScorePapers(one, [.. All().Skip(1)])).ThenInvalid("items");
        Given(Drawn).When(new ScorePapers(one, [.. Checklist.Papers.Items.Select(i => new ScoredItem(i.Code))])).ThenInvalid("items");
        Given(Drawn).When(new ScorePapers(Twelve.Cases.Select(c => c.CaseId).Except(Drawn.Draw.Picked.Select(p => p.CaseId)).First(), All())).ThenRefused("case-not-drawn");
    }

    [Fact]
    public void Ends_with_the_average_once_all_are_scored() =>
        Given([Drawn, Scored(0, 80m), Scored(1, 90m), Scored(2, 85m), Scored(3, 70m)]).When(new FinishSampling()).ThenRefused("sampling-not-all-scored")
            .When(new ScorePapers(Drawn.Draw.Picked[4].CaseId, All(lost: 10))).ThenHappened(typeof(PapersScored))
            .When(new FinishSampling()).Then(new SamplingFinished(Day("2026-06-15"), 83m))
            .When(new ScorePapers(Drawn.Draw.Picked[4].CaseId, All())).ThenRefused("sampling-ended");

    [Fact]
    public void Ends_without_a_result_for_a_reason() =>
        Given(Drawn).When(new AbandonSampling("")).ThenInvalid("reason").When(new AbandonSampling("期间有误")).Then(new SamplingAbandoned(Day("2026-06-15"), "期间有误")).When(new FinishSampling()).ThenRefused("sampling-ended");

    [Fact]
    public void Is_for_the_offices_above_and_never_for_the_organizations_own_people()
    {
        var sampling = Sampling.Empty.Evolve(Drawn);
        var both = new Actor("both", new HashSet<Role> { Role.City, Role.Head }, Center, Unit: "220100");
        Assert.True(Policy.Sees(Province, sampling, null));
        Assert.True(Policy.Sees(new("city", new HashSet<Role> { Role.City }, Unit: "220100"), sampling, null));
        Assert.False(Policy.Sees(new("othercity", new HashSet<Role> { Role.City }, Unit: "220200"), sampling, null));
        Assert.False(Policy.Sees(Head(Center), sampling, null));
        Assert.False(Policy.Sees(both, sampling, null));
        Assert.Equal(Access.Access.Hidden, Policy.Of(both, new FinishSampling(), sampling, null));
        Assert.Equal(Access.Access.Forbidden, Policy.Of(both, Ask, Sampling.Empty, null));
    }
}
