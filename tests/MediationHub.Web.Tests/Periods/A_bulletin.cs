using System.Globalization;
using MediationHub.Documents;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Web.Features.Periods;
using Xunit.Abstractions;

namespace MediationHub.Web.Tests.Periods;

/// <summary>What leaves the office shows no group of fewer than five, and none that follows from what it shows (PIPL).</summary>
public class A_bulletin(ITestOutputHelper output)
{
    private const int Least = 5;
    private static readonly DateOnly Day = new(2026, 11, 2);
    private static readonly string[] Units = [.. Regions.BuiltIn.ReportingUnits("220000").Select(u => u.Code)];

    /// <summary>The subtraction, tried: from the sums, less every line that is shown, and from what is open after, less accepted, and closed.</summary>
    [Fact]
    public void Leaves_nothing_small_to_subtract_of_what_is_open_accepted_or_closed()
    {
        var seed = 20_261_121;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var (told, covered) = (0, 0);
        for (var round = 0; round < 400; round++)
        {
            // From a quiet month with a case here and there to a busy one with one small unit; sometimes organizations of the province itself.
            var most = new[] { 3, 8, 20, 200 }[round % 4];
            var rows = Units.Concat(round % 5 == 0 ? ["220000"] : []).Select(unit => Row(unit, random.Next(most), random.Next(most), random)).ToList();
            if (most == 200) rows[0] = Row(Units[0], 2, 40, random);
            var figures = Closed(rows).Figures.ToDictionary(r => r.Unit, r => r.Figures);
            var bulletin = Bulletin.Model(ClosedPeriod.Empty.Evolve(Closed(rows)), null, Least, Day);

            // What each line says and what follows from it, by column.
            Func<ReportFigures, long>[] columns = [f => f.Accepted, f => f.Closed, f => f.Denominator, f => f.OpenAfter, f => f.OpenBefore];
            var known = bulletin.Units.Zip(Units).ToDictionary(u => u.Second, u => Known(u.First));
            foreach (var (unit, said) in known)
                foreach (var (n, i) in said.Select((n, i) => (n, i)).Where(s => s.n is not null))
                {
                    Assert.Equal((unit, i, columns[i](figures[unit])), (unit, i, n!.Value));
                    Assert.True(SmallGroups.MayShow(n!.Value, Least), $"round {round} {unit} column {i}: {n}");
                }
            foreach (var (column, i) in columns.Select((c, i) => (c, i)))
            {
                var rest = figures.Values.Sum(column) - known.Sum(k => k.Value[i] ?? 0);
                // A sum that is small itself is not said: there is nothing to subtract from.
                Assert.True(SmallGroups.MayShow(rest, Least) || !SmallGroups.MayShow(figures.Values.Sum(column), Least), $"seed {seed} round {round} column {i}: {rest} follows");
            }
            (told, covered) = (told + known.Values.Count(k => k[0] > 0), covered + known.Values.Count(k => k[3] is null));
        }
        Assert.True(told > 400 && covered > 400, $"{told} told, {covered} covered");
    }

    /// <summary>What one line tells: accepted, closed, counted, open after, and from them open before.</summary>
    private static long?[] Known(BulletinUnit line)
    {
        long? N(string? text) => text is "＊" ? null : long.Parse(text!, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        var (accepted, closed, open) = (N(line.Accepted), N(line.Closed), N(line.Open));
        return [accepted, closed, line.Succeeded is "＊" ? null : N(line.Succeeded!.Split('/')[1]), open, open - accepted + closed];
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
