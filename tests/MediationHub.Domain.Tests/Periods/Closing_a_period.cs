using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Statistics;
using MediationHub.Domain.Tests.Kernel;

namespace MediationHub.Domain.Tests.Periods;

file static class Book
{
    public static readonly Actor Province = new("province", new HashSet<Role> { Role.Province }, Unit: "220000");
    public static readonly Actor Hainan = new("hainan", new HashSet<Role> { Role.Province }, Unit: "460000");

    /// <summary>3 open + 5 accepted − 4 closed = 4 open.</summary>
    public static PeriodClosed October { get; } = Of("2026-10", new KeptRow("o1", "云山街道调解中心", "townshipCenter", "220100", 3, 4, Counts((Counters.Accepted, 5), (Counters.Succeeded, 2), (Counters.Failed, 1), (Counters.Of(Outcome.Withdrawn), 2), (Counters.EndedUnaccepted, 1))));

    public static PeriodClosed Of(string period, params KeptRow[] rows)
    {
        var unsigned = new PeriodClosed("220000", period, new("closing", 1, "结案口径", 60, 1), new(7, 120, "ab", new(2026, 11, 2, 8, 0, 0, TimeSpan.FromHours(8))), null, ReportFigures.Kept, rows, [new("220100", [new(9, 1), new(14, 2)])], new(2026, 11, 2), "province", "", "signed");
        return unsigned with { Digest = unsigned.Digested() };
    }

    public static long[] Counts(params (string Counter, long N)[] counted) => [.. ReportFigures.Kept.Select(k => counted.FirstOrDefault(c => c.Counter == k).N)];

    public static Story<ClosedPeriod> Given(params IEnumerable<DomainEvent> events) => Story<ClosedPeriod>.Given(events).On("2026-11-02").By(Province);
}

/// <summary>上期未结 + 当期受理 − 当期结案 = 期末未结.</summary>
public class A_balance
{
    private static readonly ReportFigures Figures = Book.October.Figures[0].Figures;

    [Fact]
    public void Adds_up_what_was_open_accepted_and_closed() => Assert.Equal((3L, 5L, 4L, 4L, 0L), (Figures.OpenBefore, Figures.Accepted, Figures.Closed, Figures.OpenAfter, Figures.Gap));

    [Fact]
    public void Counts_as_closed_what_was_withdrawn_or_terminated_after_acceptance_alone() => Assert.Equal(2 + 1 + 2 - 1, Figures.Closed);

    [Fact]
    public void Of_a_unit_is_the_sum_of_its_organizations()
    {
        var sum = Figures.Plus(Figures);
        Assert.Equal((6L, 10L, 8L, 8L, 0L), (sum.OpenBefore, sum.Accepted, sum.Closed, sum.OpenAfter, sum.Gap));
    }

    [Fact]
    public void Says_by_how_much_it_does_not_add_up() => Assert.Equal(-1, (Figures with { OpenAfter = 5 }).Gap);
}

public class Closing_a_period
{
    [Fact]
    public void Keeps_its_figures() => Book.Given().When(new ClosePeriod(Book.October)).Then(Book.October);

    [Fact]
    public void Waits_for_its_last_day_to_be_over() =>
        Book.Given().On("2026-10-31").When(new ClosePeriod(Book.October)).ThenRefused("period-not-over").Saying("2026年10月31日");

    [Fact]
    public void Is_possible_on_the_day_after() => Book.Given().On("2026-11-01").When(new ClosePeriod(Book.October)).ThenHappened(typeof(PeriodClosed));

    [Fact]
    public void Never_takes_the_place_of_what_was_closed() =>
        Book.Given(Book.October).When(new ClosePeriod(Book.Of("2026-10", Book.October.Rows[0] with { Before = 4, After = 5 }))).ThenRefused("period-frozen").Saying("更正情况");

    [Fact]
    public void Is_refused_where_the_balance_does_not_add_up() =>
        Book.Given().When(new ClosePeriod(Book.Of("2026-10", Book.October.Rows[0] with { After = 5 }))).ThenRefused("period-unbalanced").Saying("云山街道调解中心");

    [Fact]
    public void Is_for_the_own_province_alone() => Book.Given().By(Book.Hainan).When(new ClosePeriod(Book.October)).ThenInvalid("unit");

    [Fact]
    public void Is_done_for_a_province_not_for_a_city() => Book.Given().When(new ClosePeriod(Book.October with { Province = "220100" })).ThenInvalid("unit");

    [Fact]
    public void Takes_remarks_that_change_no_figure() =>
        Book.Given(Book.October).When(new NotePeriod(" 九月因系统切换，两件案件补登。 ")).ThenState(p => p.Notes.Count == 1 && p.Closing!.Digest == Book.October.Digest);

    [Fact]
    public void Takes_no_remark_before() => Book.Given().When(new NotePeriod("说明")).ThenRefused("period-open");

    [Fact]
    public void Needs_words_for_a_remark() => Book.Given(Book.October).When(new NotePeriod(" ")).ThenInvalid("note");
}

public class A_closed_period
{
    [Fact]
    public void Has_another_digest_with_any_other_figure_name_or_place_in_the_log()
    {
        var october = Book.October;
        PeriodClosed[] others =
        [
            october with { Period = "2026-11" }, october with { Previous = "x" }, october with { AsOf = october.AsOf with { Position = 121 } }, october with { Definition = october.Definition with { Version = 2 } },
            october with { Rows = [october.Rows[0] with { After = 5 }] }, october with { Rows = [october.Rows[0] with { Name = "云山街道" }] }, october with { Rows = [october.Rows[0] with { N = [.. october.Rows[0].N.Skip(1)] }] },
            october with { Rows = [] }, october with { By = "other" }, october with { Days = [] },
        ];
        Assert.Distinct(others.Select(o => o.Digested()).Append(october.Digested()));
        Assert.Equal(october.Digest, (october with { Signature = "another" }).Digested());
    }

    [Fact]
    public void Shows_later_corrections_beside_its_figures()
    {
        var frozen = Book.October.Figures;
        var now = new[] { frozen[0] with { Figures = frozen[0].Figures with { OpenAfter = 5, Counted = new Dictionary<string, long>(frozen[0].Figures.Counted) { [Counters.Succeeded] = 1 } } }, frozen[0] with { OrganizationId = "o2", Figures = new(0, 1, new Dictionary<string, long> { [Counters.Accepted] = 1 }) } };
        var deltas = PeriodDeltas.Between(frozen, now);
        Assert.Equal(["o1", "o2"], deltas.Select(d => d.Row.OrganizationId));
        Assert.Equal((1L, -1L, -1L), (deltas[0].Change.OpenAfter, deltas[0].Change.Succeeded, deltas[0].Change.Closed));
        Assert.Equal(frozen[0].Figures, deltas[0].Frozen);
        Assert.Equal((0L, 1L), (deltas[1].Frozen.Accepted, deltas[1].Now.Accepted));
        Assert.Empty(PeriodDeltas.Between(frozen, frozen));
        Assert.Equal(-5, PeriodDeltas.Between(frozen, []).Single().Change.Accepted);
    }

    [Fact]
    public void Keeps_no_counter_twice() => Assert.Distinct(ReportFigures.Kept);
}

public class A_reporting_period
{
    [Theory]
    [InlineData("2026-02", "2026-02-01", "2026-02-28", "2026年2月", "2026-01")]
    [InlineData("2028-02", "2028-02-01", "2028-02-29", "2028年2月", "2028-01")]
    [InlineData("2026-Q1", "2026-01-01", "2026-03-31", "2026年第一季度", "2025-Q4")]
    [InlineData("2026-Q4", "2026-10-01", "2026-12-31", "2026年第四季度", "2026-Q3")]
    [InlineData("2026", "2026-01-01", "2026-12-31", "2026年", "2025")]
    [InlineData("2026-01", "2026-01-01", "2026-01-31", "2026年1月", "2025-12")]
    public void Has_its_days_its_name_and_one_before_it(string code, string from, string to, string name, string before)
    {
        var period = ReportPeriod.Parse(code)!.Value;
        Assert.Equal((code, from, to, name, before), (period.Code, $"{period.From:yyyy-MM-dd}", $"{period.To:yyyy-MM-dd}", period.Name, period.Before.Code));
        Assert.Equal(period, ReportPeriod.Of(period.Kind, period.To));
        Assert.Equal(("220000", period), ClosedPeriod.Named(ClosedPeriod.IdOf("220000", period)));
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("2026-Q5")]
    [InlineData("2026-Q0")]
    [InlineData("26-10")]
    [InlineData("2026/10")]
    [InlineData("0000")]
    [InlineData("+026-1")]
    [InlineData("")]
    [InlineData(null)]
    public void Is_nothing_else(string? code) => Assert.Null(ReportPeriod.Parse(code));
}
