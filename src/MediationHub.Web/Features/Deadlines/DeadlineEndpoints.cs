using System.Globalization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Site;

namespace MediationHub.Web.Features.Deadlines;

/// <summary>The clock laid open, over the API and as the public page 期限计算器; nobody signs in for it.</summary>
public static class DeadlineEndpoints
{
    public static void MapDeadlines(this IEndpointRouteBuilder api) =>
        api.MapGet("/deadlines/explain", (HubStore store, string? rule, string? from, string? extend, string? days, string? postedOn, string? rulebookVersion, string? calendarEdition) =>
        {
            var (law, unknown) = LawOf(store, rulebookVersion, calendarEdition);
            var (explanation, problem) = unknown is null ? Explain(law!, rule, from, extend, days, postedOn) : (null, unknown);
            return problem is not null ? problem : Results.Json(explanation, Wire.Json);
        }).AllowAnonymous().Operation("deadlines.explain").Answers<DeadlineExplanation>();

    public static void MapDeadlinePage(this IEndpointRouteBuilder pages) =>
        pages.MapGet("/deadlines", (HttpContext http, HubStore store) =>
        {
            var (rule, from) = (http.Request.Asked("rule"), http.Request.Asked("from"));
            if (rule is null && from is null) return Pages.Show<DeadlinePage>();
            var (law, unknown) = LawOf(store, http.Request.Asked("rulebookVersion"), http.Request.Asked("calendarEdition"));
            if (law is null) return Pages.Show<DeadlinePage>(new { Errors = Cases.Steps.FormPosts.Shown(unknown!) }, unknown!.Status);
            var limit = law.Rules.Limits.FirstOrDefault(l => l.Id == rule);
            // A rule alone is a link to the form, opened at that rule.
            if (from is null && limit is not null && !http.Request.Query.ContainsKey("from")) return Pages.Show<DeadlinePage>(new { Law = law });
            // What the form carries for another rule is no mistake of the person who chose this one.
            var (explanation, problem) = Explain(law, rule, from, limit?.Extension is null ? null : http.Request.Asked("extend"), limit?.CountIsFree is true ? http.Request.Asked("days") : null,
                limit is not null && law.Rules.PostingCounts(limit.Id) ? http.Request.Asked("postedOn") : null);
            return Pages.Show<DeadlinePage>(new { Law = law, Explained = explanation, Errors = problem is null ? null : Cases.Steps.FormPosts.Shown(problem) }, problem?.Status ?? 200);
        }).AllowAnonymous();

    private static (DeadlineExplanation? Explanation, Problem? Problem) Explain(Domain.Rulebook.Law law, string? rule, string? from, string? extend, string? days, string? postedOn)
    {
        if (string.IsNullOrWhiteSpace(rule)) return (null, Problem.Invalid("rule", "请指定期限规则，例如 MED15R。", "Name a rule, such as MED15R."));
        if (DayOf(from) is not { } first) return (null, Problem.Invalid("from", "起算日期缺失或者不存在，请写成 2026-03-02 这样。", "The first day is missing or does not exist: write it like 2026-03-02."));
        if (!Whole(extend, out var added)) return (null, Problem.Invalid("extend", "延长的天数应为整数。", "The extension is a whole number of days."));
        if (!Whole(days, out var length)) return (null, Problem.Invalid("days", "天数应为整数。", "The length is a whole number of days."));
        var posted = string.IsNullOrWhiteSpace(postedOn) ? null : DayOf(postedOn);
        if (posted is null && !string.IsNullOrWhiteSpace(postedOn)) return (null, Problem.Invalid("postedOn", "交邮日期不存在，请写成 2026-03-02 这样。", "The day of posting does not exist: write it like 2026-03-02."));
        var (explanation, refusal) = law.Rules.Explain(rule.Trim(), first, law.Calendar, added ?? 0, length, posted);
        return refusal is null ? (explanation, null) : (null, Problem.Of(refusal));
    }

    /// <summary>The law in force, or as it stood in the versions asked for: those that a clock of a case names.</summary>
    private static (Domain.Rulebook.Law? Law, Problem? Problem) LawOf(HubStore store, string? rulebookVersion, string? calendarEdition)
    {
        var (rules, calendar) = (store.Rules, store.Calendar);
        if (!Whole(rulebookVersion, out var version) || version < 1 || version > rules.Version)
            return (null, Problem.Invalid("rulebookVersion", $"没有这一版规则，现有第 1 至 {rules.Version} 版。", $"There is no such version of the rulebook; there are 1 to {rules.Version}."));
        if (!Whole(calendarEdition, out var edition) || edition < 1 || edition > calendar.Edition)
            return (null, Problem.Invalid("calendarEdition", $"没有这一版日历，现有第 1 至 {calendar.Edition} 版。", $"There is no such edition of the calendar; there are 1 to {calendar.Edition}."));
        return (new Domain.Rulebook.Law(calendar.AsOf(edition ?? calendar.Edition), rules.AsOf(version ?? rules.Version)), null);
    }

    /// <summary>A legal day, or the day of an instant in Asia/Shanghai. In an address, the plus of an offset may have become a space.</summary>
    private static DateOnly? DayOf(string? text)
    {
        var plain = text?.Trim();
        return Instants.ReadDay(plain) ?? (Instants.Read(plain?.Replace(' ', '+')) is { } instant ? ChinaTime.DayOf(instant) : null);
    }

    private static bool Whole(string? text, out int? number)
    {
        number = null;
        if (string.IsNullOrWhiteSpace(text)) return true;
        if (!int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var read)) return false;
        number = read;
        return true;
    }
}
