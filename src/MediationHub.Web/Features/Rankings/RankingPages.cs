using System.Globalization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Rulebook;
using MediationHub.Domain.Statistics;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.BaseLists;
using MediationHub.Web.Features.Cases;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Rankings;

/// <summary>What a ranking's address asks for, as it was written.</summary>
public sealed record RankingAsked(string? From, string? To, string? Unit, string? Type, string? Definition, string List)
{
    public static readonly string[] Lists = ["ranked", "below", "insufficient"];

    public static RankingAsked Of(HttpRequest request) => new(request.Asked("from"), request.Asked("to"), request.Asked("unit"), request.Asked("type"), request.Asked("definition"), request.Word("list", "排名分组", Lists) ?? Lists[0]);

    /// <summary>The same question in an address.</summary>
    public string Query => QueryString.Create(new (string Name, string? Value)[] { ("from", From), ("to", To), ("unit", Unit), ("type", Type), ("definition", Definition) }.Where(a => a.Value is not null).Select(a => KeyValuePair.Create(a.Name, a.Value))).ToString();
}

/// <summary>Rankings as pages: the ranking with its chart and map, one place laid open, and what-if.</summary>
public static class RankingPages
{
    public const int PageSize = 50;

    public static void MapRankingPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/rankings", async (HttpContext http, Store.Statistics.Rankings rankings, HubStore store) =>
        {
            if (!Policy.May(http.Actor(), "rankings.list")) return Pages.NotYours();
            var asked = RankingAsked.Of(http.Request);
            var (query, problem) = RankingEndpoints.Asked(rankings, store, asked.From, asked.To, asked.Unit, asked.Type, asked.Definition);
            var of = await rankings.Of(query ?? rankings.Query(), cancel: http.RequestAborted);
            return Pages.Show<RankingPage>(new { Of = of, Asked = asked, Page = http.Request.PageOrBeyond(PageSize), Settings = store.Rules.Settings, Own = http.Actor().Organization is { } own ? of.Ranking.Of(own.Value) : null, Errors = problem?.Errors(english: false) }, problem is null ? 200 : 400);
        });

        pages.MapGet("/rankings/what-if", async (HttpContext http, WhatIfDesk desk, OrganizationLists organizations, HubStore store) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "rankings.what-if")) return Pages.NotYours();
            var (asked, errors) = WhatIfForm(http.Request);
            var began = http.Request.Query.Count > 0;
            WhatIfAnswer? answer = null;
            if (began && errors.All.Count == 0)
            {
                (answer, var problem) = await desk.Of(actor, asked, http.RequestAborted);
                if (problem is not null) errors = problem.Errors(english: false);
            }
            return Pages.Show<WhatIfPage>(new
            {
                Answer = answer, Errors = errors.All.Count == 0 ? null : errors, Settings = store.Rules.Settings, Today = ChinaTime.DayOf(store.Clock.GetUtcNow()),
                Organizations = (await organizations.Choices(http.RequestAborted)).Where(c => actor.Organization is not { } own || own.Value == c.Value).ToList(),
            }, errors.All.Count == 0 ? 200 : 400);
        });

        // Every indicator of a region, and what ended by kind.
        pages.MapGet("/indicators", async (HttpContext http, FigureReader figures, BreakdownReader breakdowns, EstablishmentReader establishment, IAggregates aggregates, HubStore store) =>
        {
            if (!Policy.May(http.Actor(), "indicators.read")) return Pages.NotYours();
            // Whoever has an own unit begins there; the whole province is chosen by name.
            var unit = http.Request.Query.ContainsKey("unit") ? http.Request.Asked("unit") : await RankingEndpoints.OwnUnit(http.Actor(), aggregates, http.RequestAborted);
            var (period, wrong) = AskedPeriod.Of(http.Request.Asked("from"), http.Request.Asked("to"), ChinaTime.DayOf(store.Clock.GetUtcNow()).Year);
            var problem = wrong ?? RankingEndpoints.CheckUnit(store, unit);
            IndicatorsShown? shown = null;
            BreakdownShown? breakdown = null;
            if (problem is null)
            {
                var code = RankingEndpoints.RegionOf(store, unit);
                // Side by side: each reads in its own snapshot anyhow.
                var kinds = breakdowns.OfUnit(code, period.From, period.To, http.RequestAborted);
                shown = IndicatorsShown.Of(null, code, await figures.OfUnit(code, period.From, period.To, http.RequestAborted), store.Rules.Settings, await RankingEndpoints.Recommended(store, null, code, period, http.RequestAborted));
                var established = await EstablishmentShown.Read(establishment, code, BaseListEndpoints.EndOf(period.To, ChinaTime.DayOf(store.Clock.GetUtcNow())), http.RequestAborted);
                shown = shown with { Establishment = established };
                breakdown = BreakdownShown.Of(null, code, await kinds, store.Rules, BreakdownEndpoints.ListOf(http.Actor(), code));
            }
            return Pages.Show<IndicatorPage>(new { Shown = shown, Breakdown = breakdown, Settings = store.Rules.Settings, period.From, period.To, Unit = unit, Errors = problem?.Errors(english: false) }, problem?.Status ?? 200);
        });

        // The cases behind one number of an organization's figures.
        pages.MapGet("/organizations/{id}/figures/{cell}", async (HttpContext http, string id, string cell, CaseLists cases, Cells cells, IAggregates aggregates, HubStore store) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "organizations.success-rate-cases")) return Pages.NotYours();
            var (period, problem) = await OrganizationEndpoints.Asked(http, id, aggregates, store, http.Request.Asked("from"), http.Request.Asked("to"), null);
            if (problem is not null && problem.Status != 400) return Pages.Missing();
            if (problem is not null) return Results.Redirect($"/organizations/{Uri.EscapeDataString(id)}");
            if (await cells.Behind(id, cell, period.From, period.To, http.RequestAborted) is not { } filter) return Pages.Missing();
            var (organization, page) = ((await aggregates.Find<Organization>(id, cancel: http.RequestAborted))!.State, http.Request.Page(PageSize));
            return Pages.Show<CellPage>(new { Organization = organization, Name = RankingText.Cell(cell), period.From, period.To, Cases = await cases.List(actor, filter, page, PageSize, http.RequestAborted), Page = page, PageSize });
        });

        pages.MapGet("/rankings/{id}", async (HttpContext http, string id, Store.Statistics.Rankings rankings, FigureReader figures, IAggregates aggregates, HubStore store) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "rankings.read")) return Pages.NotYours();
            if (await aggregates.Seen<Organization>(http, id) is not { } stored) return Pages.Missing();
            var asked = RankingAsked.Of(http.Request);
            var (query, problem) = RankingEndpoints.Asked(rankings, store, asked.From, asked.To, asked.Unit, asked.Type, asked.Definition);
            if (problem is not null) return Results.Redirect($"/rankings{asked.Query}");
            var of = await rankings.Of(query!, cancel: http.RequestAborted);
            if (of.Ranking.Of(id) is not { } place) return Pages.Show<MessagePage>(new { Title = "没有排名", Text = $"“{stored.State.Name}”不在这次比较之中：尚未备案，或者不属于所选的地区、类型。" }, 404);
            return Pages.Show<RankingPlacePage>(new { Opened = RankingEndpoints.Opened(actor, stored.State, of, place, await figures.OfOrganization(id, query!.From, query.To, http.RequestAborted)), Asked = asked });
        });
    }

    /// <summary>What the form of a what-if says; numbers that are none come back with a sentence.</summary>
    private static (WhatIfAsked Asked, FormErrors Errors) WhatIfForm(HttpRequest request)
    {
        var errors = new FormErrors();
        int? Number(string field, string label)
        {
            if (request.Asked(field) is not { } text) return null;
            if (int.TryParse(TextRules.HalfWidth(text), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
            errors.Add(field, $"{label}应为整数，请重新填写。");
            return null;
        }
        DateOnly? Day(string field)
        {
            if (request.Asked(field) is not { } text) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            errors.Add(field, "日期无效，请写成 2026-01-01 这样。");
            return null;
        }
        var (target, least, settle) = (Number("target", "目标"), Number("minimum", "最少结案数"), Number("settleCases", "件数"));
        var house = request.Asked("settleOrganization");
        if (settle is not null && house is null) errors.Add("settleOrganization", "请选择哪个组织的在办案件调解成功。");
        if (house is not null && settle is null && errors.All.Count == 0) errors.Add("settleCases", "请填写假定调解成功的件数。");
        return (new(request.Asked("definition"), target, least is { } n ? Enum.GetValues<OrganizationType>().Select(t => ApiWord.Of(t)).Append("default").ToDictionary(t => t, _ => n) : null, Day("from"), Day("to"), request.Asked("unit"), request.Asked("type"),
            house is not null && settle is not null ? [new(OrganizationId: house, Cases: settle)] : null), errors);
    }
}

/// <summary>The words of rankings.</summary>
public static class RankingText
{
    public static string Type(string word) => Enum.TryParse<OrganizationType>(word, ignoreCase: true, out var type) ? type.Chinese() : word;

    public static string Chinese(this PlaceKind kind) => kind switch { PlaceKind.Ranked => "有排名", PlaceKind.BelowTarget => "未达标", _ => "样本不足" };

    /// <summary>The numbers that an indicator is made of; money in CNY.</summary>
    public static string Numbers(IndicatorShown i) => i.Unit is RateUnit.Money ? $"{Display.Money(i.Numerator)}/{Display.Money(i.Denominator)}元" : $"{i.Numerator:N0}/{i.Denominator:N0}";

    /// <summary>What a number of an organization's figures counts, where its cases are listed.</summary>
    public static string Cell(string cell) => cell switch
    {
        "accepted" => "受理的案件",
        "accepted.inTime" => "及时受理的案件",
        "accepted.succeeded" => "受理的案件中调解成功的",
        "registered" => "登记的案件",
        "registered.all" => "登记的案件（含登记作废）",
        "registered.void" => "登记的案件中作废的",
        "registered.succeeded" => "登记的案件中调解成功的",
        "closed.inTime" => "在期限内结案的案件",
        "succeeded.tainted" => "成功后被否定或者未履行的案件",
        "entrusted.closed" => "委托、委派案件中结案的",
        "entrusted.succeeded" => "委托、委派案件中成功的",
        "collective" => "集体争议",
        "agreementsEffective" => "协议在期间内生效的案件",
        "performanceDue" => "协议最后一期履行期在期间内届满的案件",
        "performanceDue.inTime" => "协议按期履行的案件",
        "performanceDue.late" => "协议逾期履行完毕的案件",
        "performanceDue.afterDemand" => "催告后履行的案件",
        "performanceDue.afterRemedy" => "启动救济后履行的案件",
        "reviews.closed" => "仲裁审查终结的案件",
        "reviews.inForce" => "仲裁调解书生效的案件",
        "reviews.refused" => "不予制作调解书的案件",
        "reviews.unsigned" => "调解书未签收的案件",
        "reviews.withdrawn" => "撤回仲裁审查的案件",
        "reviews.notAccepted" => "仲裁审查不予受理的案件",
        "openBefore" => "期初未结的案件",
        "denominator" => "计入成功率的结案案件",
        "succeeded" => "调解成功的案件",
        "partial" => "部分达成的案件",
        "failed" => "调解未成功的案件",
        "withdrawn" => "撤回的案件",
        "notAccepted" => "不予受理的案件",
        "respondentRefused" => "被申请人不同意调解的案件",
        "transferred" => "移送的案件",
        "terminated" => "其他终止的案件",
        "void" => "登记作废的案件",
        "open" => "期末未结的案件",
        _ => "案件",
    };

    public static string Place(PlaceKind kind, int? rank) => rank is { } n ? $"第 {n} 名" : kind.Chinese();

    /// <summary>What a counter counts, for the laying open of a place.</summary>
    public static string Counter(string counter) => counter.TrimStart('-') switch
    {
        Counters.Succeeded => "调解成功",
        Counters.Partial => "部分达成",
        Counters.Failed => "未成功",
        Counters.ClosedInTime => "在期限内结案",
        Counters.PerformanceDue => "履行期已届满的协议",
        Counters.PerformedInTime => "其中按期履行",
        Counters.Accepted => "受理",
        Counters.AcceptedInTime => "及时受理",
        Counters.AcceptedSucceeded => "受理的案件中成功",
        Counters.Registered => "登记",
        Counters.RegisteredVoid => "登记作废",
        Counters.RegisteredSucceeded => "登记的案件中成功",
        Counters.SucceededTainted => "成功后被否定或者未履行",
        Counters.EntrustedClosed => "委托（委派）案件结案",
        Counters.EntrustedSucceeded => "委托（委派）案件成功",
        Counters.ClosedPeople => "结案涉及的劳动者（人）",
        Counters.SucceededPeople => "成功案件涉及的劳动者（人）",
        Counters.ClaimedAmount => "结案案件的请求金额（分）",
        Counters.AgreedAmount => "协议金额（分）",
        var other when other == Counters.Of(Outcome.Withdrawn) => "撤回",
        var other when other == Counters.Of(Outcome.AgreedOral) => "口头协议",
        var other => other,
    };
}
