using System.Globalization;
using System.Text.RegularExpressions;
using MediationHub.Documents;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Domain.Tests.Statistics;
using MediationHub.Web.Features.Periods;
using Xunit.Abstractions;

namespace MediationHub.Web.Tests.Periods;

/// <summary>What leaves the office shows no group of fewer than five, and none that follows from what it shows (PIPL).</summary>
public class A_bulletin(ITestOutputHelper output)
{
    private const int Least = 5;
    private static readonly DateOnly Day = new(2026, 11, 2);
    private static readonly string[] Units = [.. Regions.BuiltIn.ReportingUnits("220000").Select(u => u.Code)];

    /// <summary>
    /// Everything that the bulletin says is put together as sums of what it does not tell apart, with what the bulletin before said of each unit, and reckoned back: no small group follows by adding and subtracting,
    /// nor do all those together that do not follow one by one.
    /// </summary>
    [Fact]
    public void Gives_no_small_group_away_however_one_adds_and_subtracts()
    {
        const int seed = 20_261_121;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (told, covered, outcomesCovered) = (0, 0, 0);
        for (var round = 0; round < 240; round++)
        {
            // From a quiet month with a case here and there to a busy one with one small unit; sometimes organizations of the province itself, and a period before.
            var most = new[] { 3, 8, 30, 200 }[round % 4];
            List<KeptRow> Some() => [.. Units.Concat(round % 5 == 0 ? ["220000"] : []).Select(unit => Row(unit, random.Next(most), random.Next(most), random))];
            var rows = Some();
            if (most == 200) rows[0] = Row(Units[0], 2, 40, random);
            var before = round % 3 == 0 ? Closed(Some()) : null;
            var figures = Closed(rows).Figures.ToDictionary(r => r.Unit, r => r.Figures);
            var total = ReportFigures.Sum(figures.Values);
            var bulletin = Bulletin.Model(ClosedPeriod.Empty.Evolve(Closed(rows)), before, Least, Day);

            // What is told apart nowhere, by unit.
            var counts = new Dictionary<string, long>();
            foreach (var (unit, f) in figures)
                (counts[$"{unit} b"], counts[$"{unit} a"], counts[$"{unit} s"], counts[$"{unit} p"], counts[$"{unit} f"], counts[$"{unit} x"]) = (f.OpenBefore, f.Accepted, f.Succeeded, f[Counters.Partial], f[Counters.Failed], f.Closed - f.Denominator);
            Dictionary<string, int> Sum(string parts, params string[] units) =>
                units.SelectMany(u => parts.Split(' ').Select(p => ($"{u} {p.TrimStart('-')}", p[0] is '-' ? -1 : 1))).ToDictionary(t => t.Item1, t => t.Item2);
            long Value(Dictionary<string, int> sum) => sum.Sum(t => t.Value * counts[t.Key]);
            const string Before = "b", Accepted = "a", Ended = "s p f x", After = "b a -s -p -f -x", Counted = "s p f", Won = "s", Lost = "p f", Excluded = "x";
            string[] all = [.. figures.Keys];

            var reckoned = new Reckoned();
            foreach (var (name, n) in counts) if (n == 0) reckoned.Learn([new(name, 1)]);
            void Says(string? text, string pattern, string parts, long figure)
            {
                if (text is null || Regex.Match(text, pattern) is not { Success: true } match) return;
                Assert.Equal(figure, Number(match.Groups[1].Value));
                reckoned.Learn(Sum(parts, all));
            }
            Says(bulletin.Overall, "上期未结([0-9,]+)件", Before, total.OpenBefore);
            Says(bulletin.Overall, "当期受理([0-9,]+)件", Accepted, total.Accepted);
            Says(bulletin.Overall, "当期结案([0-9,]+)件", Ended, total.Closed);
            Says(bulletin.Overall, "期末未结([0-9,]+)件", After, total.OpenAfter);
            Says(bulletin.Success, "调解成功([0-9,]+)件", Won, total.Succeeded);
            Says(bulletin.Success, "/([0-9,]+)）", Counted, total.Denominator);
            Says(bulletin.Success, "部分达成([0-9,]+)件", "p", total[Counters.Partial]);
            Says(bulletin.Success, "部分达成或者未成功([0-9,]+)件", Lost, total[Counters.Partial] + total[Counters.Failed]);
            foreach (var quality in bulletin.Quality)
            {
                Says(quality, "^调解结案率.*?（([0-9,]+)/", Ended, total.Closed);
                Says(quality, "^调解结案率.*/([0-9,]+)）", "b a", total.OpenBefore + total.Accepted);
                Says(quality, "^按期办结率.*/([0-9,]+)）", Counted, total.Denominator);
                Says(quality, "^受理及时率.*/([0-9,]+)）", Accepted, total.Accepted);
            }
            foreach (var (line, unit) in bulletin.Units.Zip(Units))
            {
                void Line(string? said, string parts, long figure)
                {
                    if (said is "＊") return;
                    Assert.Equal((unit, parts, figure), (unit, parts, Number(said!)));
                    reckoned.Learn(Sum(parts, unit));
                }
                var f = figures[unit];
                Line(line.Accepted, Accepted, f.Accepted);
                Line(line.Closed, Ended, f.Closed);
                Line(line.Succeeded is "＊" ? "＊" : line.Succeeded!.Split('/')[0], Won, f.Succeeded);
                Line(line.Succeeded is "＊" ? "＊" : line.Succeeded!.Split('/')[1], Counted, f.Denominator);
                Line(line.Open, After, f.OpenAfter);
                // What was open before, the bulletin before has said.
                if (line.Open is not "＊") Line($"{f.OpenBefore}", Before, f.OpenBefore);
                Assert.Equal(line.Succeeded is "＊", line.Rate is "＊");
                (told, covered, outcomesCovered) = (told + (line.Accepted is not "＊" && f.Accepted > 0 ? 1 : 0), covered + (line.Open is "＊" ? 1 : 0), outcomesCovered + (line.Accepted is not "＊" && line.Rate is "＊" ? 1 : 0));
            }

            foreach (var parts in new[] { Before, Accepted, Ended, After, Counted, Won, Lost, Excluded })
            {
                Assert.All(all.Select(unit => Sum(parts, unit)).Append(Sum(parts, all)), sum => Assert.True(SmallGroups.MayShow(Value(sum), Least) || !reckoned.Knows(sum), $"seed {seed} round {round}: {parts} {Value(sum)} follows"));
                var left = Sum(parts, [.. all.Where(unit => !reckoned.Knows(Sum(parts, unit)))]);
                Assert.True(SmallGroups.MayShow(Value(left), Least) || !reckoned.Knows(left), $"seed {seed} round {round}: {parts} {Value(left)} are left");
            }
            foreach (var part in new[] { "p", "f" }) Assert.True(SmallGroups.MayShow(Value(Sum(part, all)), Least) || !reckoned.Knows(Sum(part, all)), $"seed {seed} round {round}: {part} follows");
        }
        Assert.True(told > 300 && covered > 300 && outcomesCovered > 100, $"{told} told, {covered} covered, {outcomesCovered} with outcomes covered");

        static long Number(string text) => long.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    /// <summary>A unit with enough cases, of which two did not succeed: how many there were is said, how many succeeded is not, nor in the unit that it hides behind.</summary>
    [Fact]
    public void Says_nothing_of_outcomes_where_one_is_a_small_group()
    {
        var bulletin = Bulletin.Model(ClosedPeriod.Empty.Evolve(Closed([Row(Units[0], 30, 20, 20, 20), Row(Units[1], 30, 30, 30, 5), Row(Units[2], 40, 40, 40, 40), Row(Units[3], 50, 50, 50, 50)])), null, Least, Day);
        Assert.Equal(["20 ＊", "30 ＊", "40 24/40", "50 30/50"], bulletin.Units.Take(4).Select(u => $"{u.Closed} {u.Succeeded}"));
        Assert.Equal(["＊", "＊", "60.00", "60.00"], bulletin.Units.Take(4).Select(u => u.Rate));
        Assert.Equal(["达标", "达标", "达标", "达标"], bulletin.Units.Take(4).Select(u => u.Met));
    }

    /// <summary>Of four figures of a balance any three give the fourth.</summary>
    [Fact]
    public void Says_no_three_figures_of_a_balance_beside_a_small_one()
    {
        var bulletin = Bulletin.Model(ClosedPeriod.Empty.Evolve(Closed([Row(Units[0], 30, 20, 47, 40)])), null, Least, Day);   // 3 are open after
        Assert.Contains("期末未结少于5件", bulletin.Overall);
        Assert.Contains("上期未结30件", bulletin.Overall);
        Assert.DoesNotContain("当期受理", bulletin.Overall);
        Assert.DoesNotContain(bulletin.Quality, q => q.StartsWith("调解结案率", StringComparison.Ordinal));   // 47 of 50
        Assert.Contains(bulletin.Quality, q => q.StartsWith("按期办结率", StringComparison.Ordinal));
    }

    [Fact]
    public void Tells_outcomes_apart_only_where_none_of_them_is_small()
    {
        var small = Row(Units[0], 30, 20, 20, 20, partial: 2);
        Assert.Contains("部分达成或者未成功", Bulletin.Model(ClosedPeriod.Empty.Evolve(Closed([small])), null, Least, Day).Success);
        Assert.DoesNotContain("部分达成2件", Bulletin.Model(ClosedPeriod.Empty.Evolve(Closed([small])), null, Least, Day).Success);
        Assert.Contains("部分达成5件、未成功", Bulletin.Model(ClosedPeriod.Empty.Evolve(Closed([Row(Units[0], 30, 20, 20, 20, partial: 5)])), null, Least, Day).Success);
    }

    [Fact]
    public void Compares_with_no_period_whose_figure_would_follow()
    {
        var (now, was) = (Closed([Row(Units[0], 30, 20, 20, 20)]), Closed([Row(Units[0], 30, 3, 3, 3)]));
        Assert.Contains("受理不作比较，结案不作比较，成功率不作比较", Bulletin.Model(ClosedPeriod.Empty.Evolve(now), was, Least, Day).Compared);
        Assert.Contains("受理持平", Bulletin.Model(ClosedPeriod.Empty.Evolve(now), now, Least, Day).Compared);
    }

    private static KeptRow Row(string unit, int before, int accepted, Random random) => random.Next(before + accepted + 1) is var closed ? Row(unit, before, accepted, closed, random.Next(closed + 1)) : null!;

    /// <param name="counted">Of those closed, how many are in the success rate; the others were withdrawn.</param>
    private static KeptRow Row(string unit, int before, int accepted, int closed, int counted, int partial = 0)
    {
        var n = new Dictionary<string, long>
        {
            [Counters.Accepted] = accepted, [Counters.Registered] = accepted, [Counters.RegisteredPeople] = accepted, [Counters.Succeeded] = (counted - partial) * 6 / 10, [Counters.Partial] = partial,
            [Counters.Failed] = counted - partial - (counted - partial) * 6 / 10, [Counters.ClosedInTime] = counted, ["outcome.withdrawn"] = closed - counted,
        };
        return new($"o-{unit}", $"{unit}调解组织", "townshipCenter", unit, before, before + accepted - closed, [.. ReportFigures.Kept.Select(c => n.GetValueOrDefault(c))]);
    }

    private static PeriodClosed Closed(IReadOnlyList<KeptRow> rows) => new("220000", "2026-10", new("closing", 1, "成功÷计入", 60, 1), new(1, 1, new string('0', 64), ChinaTime.At(Day, new(9, 0))), null, ReportFigures.Kept, rows, [], Day, "province", new string('a', 64), "");
}
