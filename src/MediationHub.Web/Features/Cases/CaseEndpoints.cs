using System.Globalization;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Store.Statistics;
using MediationHub.Web.Api;
using MediationHub.Web.Features.Cases.Register;
using MediationHub.Web.Features.Files;
using MediationHub.Web.Features.Search;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases;

/// <summary>What a registration says; the id is given by the program.</summary>
public sealed record NewCase(
    OrganizationId OrganizationId, CaseSource Source, ApplicationForm Form, DateTimeOffset ReceivedAt,
    IReadOnlyList<PartyDetails>? Applicants, IReadOnlyList<PartyDetails>? Respondents, string DisputeType, IReadOnlyList<ClaimEntry>? Claims,
    Personal Facts = default, DateOnly? OccurredOn = null, DateOnly? KnewOn = null, int? WorkersInvolved = null, FileId? RecordFileId = null, Personal LateEntryReason = default,
    OralRecord? Oral = null, Personal DuplicateReason = default, CourtReferral? Court = null, ElsewhereDispute? Elsewhere = null)
{
    public RegisterCase With(string id) => new(new(id), OrganizationId, Source, Form, ReceivedAt, Applicants, Respondents, DisputeType, Claims, Facts, OccurredOn, KnewOn, WorkersInvolved, RecordFileId, LateEntryReason, null, Oral, DuplicateReason, Court, Elsewhere);
}

/// <summary>The reason to take a case over; the new case's id is given by the program.</summary>
public sealed record TransferTakenOver;

/// <summary>Who goes on in a case of their own, and what they ask for there; the new case's id is given by the program.</summary>
public sealed record CaseToSplit(IReadOnlyList<PartyId>? PartyIds, IReadOnlyList<int>? ClaimNos, Personal Reason);

/// <summary>Which fields of a party to show plainly, and why.</summary>
public sealed record RevealRequest(PartyId PartyId, IReadOnlyList<string>? Fields, string? Reason);

/// <summary>Masked fields in plain, by their names.</summary>
public sealed record Revealed(PartyId PartyId, IReadOnlyDictionary<string, string?> Fields);

/// <summary>Cases over the API.</summary>
public static class CaseEndpoints
{
    internal static readonly Resource<MediationCase> Resource = new("cases", async (http, stored) => await http.RequestServices.GetRequiredService<CaseView>().Of(http, stored), typeof(CaseShown));
    private static readonly Resource<MediationCase> Created = new("cases", async (http, stored) => await http.RequestServices.GetRequiredService<CaseView>().Of(http, stored, duplicates: true), typeof(CaseShown));

    public static void AddCaseFeatures(this IServiceCollection services) => services.AddSingleton<CaseLists>().AddSingleton<CaseScope>().AddSingleton<CaseFinder>().AddSingleton<CaseView>().AddSingleton<Dossier.DossierDesk>().AddRegister();

    public static void MapCases(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases", async (HttpContext http, CaseLists lists, string? q, string? stage, string? outcome, string? organizationId, string? unit, string? disputeType, string? source, string? receivedFrom, string? receivedTo, string? acceptedFrom, string? acceptedTo, string? closedFrom, string? closedTo, string? claimedFrom, string? claimedTo, string? due, string? mediatorId, string? unassigned, string? ledger, string? result, string? collective, string? merged, string? reportedBy, string? once, string? sort, string? after, int page = 1, int pageSize = 20) =>
        {
            if (!Policy.May(http.Actor(), "cases.list")) return Problem.Forbidden;
            if (Paging.Check(page, pageSize) is { } wrong) return wrong;
            var (filter, invalid) = Filter(name => http.Request.Query[name]);
            if (invalid is not null) return invalid;
            var order = sort is null or "" ? "received" : sort;
            if (after is not null && (page != 1 || CaseLists.Sorts.GetValueOrDefault(order)?.Values(order, after) is null))
                return Problem.Invalid("after", "after 游标无效，或与 page 同时使用，或来自另一种排序；请使用上一页返回的 next。", "Not a cursor of this order, or used with page: take next from the page before.");
            var listed = await lists.List(http.Actor(), filter! with { After = after, Sort = after is null ? filter.Sort : order }, page, pageSize, http.RequestAborted);
            return Paging.Answer(listed, page, pageSize);
        }).Operation("cases.list").AnswersList<CaseListed>();

        api.MapGet("/cases/{id}", async (HttpContext http, string id, IAggregates aggregates, AccessLog log) =>
        {
            var (stored, problem) = await Open(http, id, aggregates, log);
            return problem is not null ? problem : await CommandEndpoint.Shown(http, Resource, stored!, 200);
        }).Operation("cases.read").Answers<CaseShown>();

        api.MapGet("/cases/{id}/timeline", async (HttpContext http, string id, IAggregates aggregates, AccessLog log) =>
        {
            var (stored, problem) = await Open(http, id, aggregates, log);
            if (problem is not null) return problem;
            var english = http.InEnglish();
            var history = await aggregates.History<MediationCase>(id, cancel: http.RequestAborted);
            return Results.Json(new History([.. history.Select(h => Happening.Of(h.Version, h.At, h.Actor, h.Event, english, Dossier.HistoryText.Told(h.Event, stored!.State, http.Actor().Is(Role.Auditor))))]), Wire.Json);
        }).Operation("cases.timeline").Answers<History>();

        api.MapPost("/cases/{id}/reveal", async (HttpContext http, string id, IAggregates aggregates, AccessLog log) =>
        {
            if (await Seen(http, id, aggregates) is not { } stored) return Problem.NotFound;
            if (!Policy.May(http.Actor(), "cases.reveal")) return Problem.Forbidden;
            var (request, invalid) = await Body.Read<RevealRequest>(http);
            if (invalid is not null) return invalid;
            var (plain, no) = await Reveal(stored.State, request!, http.Actor(), log, http.RequestAborted);
            return plain is null ? Problem.Of(no!) : Results.Json(new Revealed(request!.PartyId, plain), Wire.Json);
        }).Operation("cases.reveal").Answers<Revealed>().Accepts<RevealRequest>("application/json");

        api.MapRegisterQueries();
        api.MapCreate<MediationCase, RegisterCase, NewCase>(Created, "c", (id, body) => body.With(id), (aggregates, body, cancel) => OrganizationThere(aggregates, body.OrganizationId, cancel));
        Dossier.DossierEndpoints.MapDossierApi(api);
        foreach (var command in CaseCommands.All) command.Map(api);
    }

    /// <summary>An organization that does not exist is a mistake in the body; one that does but is another's is not the caller's to register at.</summary>
    internal static async Task<Problem?> OrganizationThere(IAggregates aggregates, OrganizationId organization, CancellationToken cancel) =>
        await aggregates.Find<Organization>(organization.Value ?? "", cancel: cancel) is not null ? null
            : Problem.Invalid("organizationId", "没有这个调解组织，请核对组织编号。", "There is no such organization: check the id.");

    /// <summary>The case if it exists for this person; an office says why it opens it, and that is written down first.</summary>
    public static async Task<(Stored<MediationCase>? Stored, Problem? Problem)> Open(HttpContext http, string id, IAggregates aggregates, AccessLog log)
    {
        if (await Seen(http, id, aggregates) is not { } stored) return (null, Problem.NotFound);
        var actor = http.Actor();
        if (!NeedsReason(actor)) return (stored, null);
        if (CaseOpening.Reason(http) is not { } reason)
            return (null, new(403, "access-reason-required", new("须说明理由", "A reason is needed"), new($"查阅案件须说明理由：请在 {CaseOpening.Header} 头中写明（2 至 200 字，中文请做百分号编码），查阅将被记录。", $"Opening a case needs a reason of 2 to 200 characters in {CaseOpening.Header}; it is logged.")));
        await log.Write(actor.UserName, id, "opened", reason: reason, cancel: http.RequestAborted);
        return (stored, null);
    }

    /// <summary>People of other houses than the case's organization open it with a reason.</summary>
    public static bool NeedsReason(Actor actor) => actor.Organization is null && !actor.Is(Role.Auditor);

    public static async Task<Stored<MediationCase>?> Seen(HttpContext http, string id, IAggregates aggregates) =>
        await aggregates.Seen<MediationCase>(http, id) is not { } stored ? null
            // An auditor looks at what was done, not at whom it was done to: everything shown is made from the case without names.
            : http.Actor().Is(Role.Auditor) ? stored with { State = NamelessCase.Of(stored.State) } : stored;

    /// <summary>The plain values of masked fields, once the reason is written down.</summary>
    public static async Task<(IReadOnlyDictionary<string, string?>? Plain, Refusal? Refusal)> Reveal(MediationCase c, RevealRequest request, Actor actor, AccessLog log, CancellationToken cancel)
    {
        if (c.Destroyed) return (null, CaseRefusals.Destroyed);
        var problems = new Problems();
        problems.Require("reason", request.Reason, "请填写查看原因，查看将被记录。", "Say why: it is logged.");
        problems.Add("reason", TextRules.Check(request.Reason, 200));
        if (c.Party(request.PartyId) is not { } party) return (null, Refusal.Invalid("partyId", "本案没有这名当事人，请核对。", "The case has no such party."));
        var plain = new Dictionary<string, string?>();
        foreach (var field in request.Fields ?? [])
        {
            Personal? value = field switch
            {
                "idNumber" => party.IdNumber,
                "phone" => party.Phone,
                "address" => party.Address,
                "serviceAddress" => party.ServiceAddress,
                "birthDate" => party.BirthDate,
                "email" => party.Email,
                "electronicAddress" => party.AddressConfirmation?.Account ?? default,
                "bankAccount" => c.Agreement?.Terms.FirstOrDefault(t => t.PayeeId == party.Id && !t.BankAccount.IsEmpty)?.BankAccount ?? default,
                _ => (Personal?)null,
            };
            if (value is null) problems.Add("fields", $"没有“{field}”这个可查看的字段。", $"There is no masked field “{field}”.");
            else plain[field] = value.Value.Value;
        }
        if (plain.Count == 0) problems.Add("fields", "请指明要查看的字段。", "Name the fields.");
        if (problems.ToRefusal() is { } invalid) return (null, invalid);
        await log.Write(actor.UserName, c.Id.Value, "revealed", plain.Keys.Select(f => $"{party.Id}.{f}"), request.Reason, cancel);
        return (plain, null);
    }

    /// <summary>What an ended case counts as in the success rate.</summary>
    internal static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> CountedAs = new Dictionary<string, IReadOnlyList<string>>
    {
        ["succeeded"] = Within(OutcomeClass.Succeeded),
        ["partial"] = Within(OutcomeClass.Partial),
        ["failed"] = Within(OutcomeClass.Failed),
        ["counted"] = Within(OutcomeClass.Succeeded, OutcomeClass.Partial, OutcomeClass.Failed),
        ["excluded"] = Within(OutcomeClass.Excluded),
    };

    private static string[] Within(params OutcomeClass[] classes) => [.. Enum.GetValues<Outcome>().Where(o => classes.Contains(o.Class())).Select(ApiWord.Of)];

    /// <summary>What a list's address says, by the names of the API.</summary>
    internal static (CaseFilter? Filter, Problem? Problem) Filter(Func<string, string?> asked)
    {
        Problem? wrong = null;
        string? Text(string field) => asked(field) is { } text && text.Trim() is { Length: > 0 and <= 100 } given ? given : null;
        DateOnly? Day(string field)
        {
            if (asked(field)?.Trim() is not { Length: > 0 } text) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= Instants.FirstYear and <= Instants.LastYear) return day;
            wrong ??= Problem.Invalid(field, "日期无效，请写成 2026-11-02 这样。", "Not a date: write it like 2026-11-02.");
            return null;
        }
        decimal? Amount(string field)
        {
            if (TextRules.HalfWidth(asked(field)).Trim().Replace(",", "", StringComparison.Ordinal) is not { Length: > 0 } text) return null;
            if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount < 1_000_000_000_000m) return amount;
            wrong ??= Problem.Invalid(field, "金额无效，请填写数字，例如 5000 或者 5000.50。", "Not an amount: write it like 5000.50.");
            return null;
        }
        string? Word<T>(string field) where T : struct, Enum => OneOf(field, ApiWord.All<T>());
        string? OneOf(string field, IEnumerable<string> words)
        {
            if (asked(field)?.Trim() is not { Length: > 0 } word) return null;
            wrong ??= ApiWord.Check(field, word, words);
            return word;
        }
        string? Unit(string field)
        {
            wrong ??= ApiWord.CheckUnit(field, asked(field));
            return Text(field);
        }
        string? Type(string field)
        {
            if (Text(field) is { } code && Domain.Rulebook.RuleSet.BuiltIn.DisputeTypes.Find(code) is null) wrong ??= ApiWord.Check(field, code, Domain.Rulebook.RuleSet.BuiltIn.DisputeTypes.All.Select(t => t.Code));
            return Text(field);
        }
        SearchQuery? Query()
        {
            if (string.IsNullOrWhiteSpace(asked("q"))) return null;
            var (query, problem) = SearchQuery.Of(asked("q"));
            wrong ??= problem;
            return query;
        }
        CountedCases? Counted()
        {
            var (word, from, to) = (OneOf("counted", CountedCases.Words), Day("countedFrom"), Day("countedTo"));
            if (word is null || wrong is not null) return null;
            if (from is { } first && to is { } last && first <= last && last.DayNumber - first.DayNumber <= CountedCases.MostDays) return new(word, first, last);
            wrong = Problem.Invalid(from is null ? "countedFrom" : "countedTo", "请一并给出期间：countedFrom 为第一日，countedTo 为最后一日，不能早于第一日，最长二十年。", "Say the period, too: countedFrom is its first day and countedTo its last, which cannot come before it; twenty years at most.");
            return null;
        }
        var sort = asked("sort")?.Trim();
        if (!string.IsNullOrEmpty(sort) && sort != CaseLists.Relevance && !CaseLists.Sorts.ContainsKey(sort)) wrong ??= Problem.Invalid("sort", $"排序方式可为 {string.Join('、', CaseLists.Sorts.Keys)}。", $"Sort by {string.Join(", ", CaseLists.Sorts.Keys)}.");
        var filter = new CaseFilter(
            Query(), Word<CaseStage>("stage"), Word<Outcome>("outcome"), Text("organizationId"), Type("disputeType"), Day("receivedFrom"), Day("receivedTo"), Day("closedFrom"), Day("closedTo"), string.IsNullOrEmpty(sort) ? null : sort,
            Source: Word<CaseSource>("source"), MediatorId: Text("mediatorId"), Unit: Unit("unit"), ClaimedFrom: Amount("claimedFrom"), ClaimedTo: Amount("claimedTo"), Due: OneOf("due", ["overdue", "today", "soon"]), Unassigned: OneOf("unassigned", ["true", "false"]) is "true",
            Ledger: OneOf("ledger", ["only", "none"]), Outcomes: OneOf("result", CountedAs.Keys) is { } result && CountedAs.TryGetValue(result, out var outcomes) ? outcomes : null)
        {
            Collective = OneOf("collective", ["true", "false"]) is { } collective ? collective is "true" : null,
            Merged = OneOf("merged", ["true", "false"]) is { } merged ? merged is "true" : null,
            ReportedBy = Unit("reportedBy"),
            AcceptedFrom = Day("acceptedFrom"),
            AcceptedTo = Day("acceptedTo"),
            Once = OneOf("once", ["true", "false"]) is "true",
            Counted = Counted(),
        };
        return wrong is null ? (filter, null) : (null, wrong);
    }
}
