using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Drafts;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases.Register;

/// <summary>What came of a form that was to register a case: the case, or what is wrong with it.</summary>
public sealed record Registration(string? CaseId, FormErrors Errors, int Status, IReadOnlyList<DuplicateShown> Duplicates, bool Twice = false);

/// <summary>From a filled-in form to a registered case; the desk form and the phone's pages end here, and both send the API's own command.</summary>
public sealed class RegisterDesk(HubStore store, IAggregates aggregates, PossibleDuplicates duplicates, DraftDesk drafts)
{
    /// <summary>The photo of the applicant's identity card: it becomes evidence of the case.</summary>
    public const string IdCard = "_idCard";

    /// <summary>The page that asks how the application was made was answered: until then the draft holds what a fresh form proposes.</summary>
    public const string FormAsked = "_formAsked";

    /// <summary>It is known that every party's number has to be there.</summary>
    public static bool Identified(FormValues values) => values.Ticked(FormAsked) && values["form"] is "written" or "online" && values["source"] is not "ownInitiative";

    public static readonly Dictionary<string, FieldKind> Kinds = new(PartyFields.KindsOf("applicants[]").Concat(PartyFields.KindsOf("respondents[]")).Concat(ClaimFields.Kinds).Concat(OralFields.Kinds))
    {
        ["receivedAt"] = FieldKind.Instant,
        ["court.from"] = FieldKind.Day,
        ["elsewhere.on"] = FieldKind.Day,
        ["workersInvolved"] = FieldKind.Whole,
        ["occurredOn"] = FieldKind.Day,
        ["knewOn"] = FieldKind.Day,
    };

    /// <summary>What comes filled in, so that a row with nothing else is blank.</summary>
    public static readonly string[] Incidental = ["applicants[].kind", "applicants[].idType", "respondents[].kind", "respondents[].idType", .. OralFields.Incidental];

    /// <summary>What a fresh form proposes.</summary>
    public FormValues Fresh(SignedIn me)
    {
        var now = StepContext.Written(store.Clock.GetUtcNow());
        var values = new FormValues
        {
            ["source"] = CaseText.Word(CaseSource.PartyApplication),
            ["form"] = CaseText.Word(ApplicationForm.Written),
            ["receivedAt"] = now,
        };
        OralFields.Propose(values, me.DisplayName, now);
        return values;
    }

    /// <summary>Everything that is wrong with the form as it stands, by its own field paths; nothing is sent.</summary>
    /// <param name="lenient">What is not filled in yet is no fault: for a page in the middle.</param>
    public async Task<FormErrors> Check(Actor actor, FormValues values, CancellationToken cancel, bool lenient = false)
    {
        var errors = new FormErrors();
        foreach (var (path, sentence) in values.Unreadable(Kinds)) errors.Add(path, sentence);
        if (errors.All.Count > 0) return errors;
        if (lenient) values = Supposed(values);
        foreach (var (path, sentence) in Lacking(values))
            if (!lenient && errors.For(path) is null) errors.Add(path, sentence);
        if (errors.All.Count > 0) return errors;
        var (command, problem) = Command(actor, values, "c-none");
        if (command is null) return FormPosts.Shown(problem!, FieldOf);
        return (await Decide(actor, command, cancel)).Refusal is { } refusal ? FormPosts.Shown(Problem.Of(refusal), FieldOf) : errors;
    }

    /// <summary>Adds what is wrong with the fields that can be read, so that a form is put right in one go. Where a field is missing that others are judged by, they wait for it.</summary>
    private async Task TellTheRest(Actor actor, FormValues values, FormErrors errors, CancellationToken cancel)
    {
        if (errors.All.Any(e => e.Field is "source" or "form" or "receivedAt" or "disputeType" || e.Field.EndsWith(".kind", StringComparison.Ordinal))) return;
        var readable = values.Copy();
        foreach (var (path, _) in errors.All) readable.Remove(path);
        readable[FormAsked] = "true";
        foreach (var (path, sentence) in (await Check(actor, readable, cancel, lenient: true)).All)
            if (path.Length > 0 && errors.For(path) is null) errors.Add(path, sentence);
    }

    /// <summary>Registers what the form says, once; afterwards its draft is gone.</summary>
    public async Task<Registration> Register(HttpContext http, FormValues values, FormErrors errors)
    {
        var (actor, cancel) = (http.Actor(), http.RequestAborted);
        foreach (var (path, sentence) in Lacking(values))
            if (errors.For(path) is null) errors.Add(path, sentence);
        if (errors.All.Count > 0)
        {
            await TellTheRest(actor, values, errors, cancel);
            return new(null, errors, 400, []);
        }

        var id = NewId.Next("c");
        var (command, problem) = Command(actor, values, id);
        if (command is null) return new(null, FormPosts.Shown(problem!, FieldOf), problem!.Status, []);
        // The form's name stands in the form; a resend of what was registered is answered, not looked upon as a double.
        var key = FormKey.Of(http, http.Request.Form, Encoding.UTF8.GetString(BodyOf(actor, values)));
        IReadOnlyList<DuplicateShown> earlier = [];
        if (key is null || !await WasSent(actor, key.Key, cancel))
        {
            if ((await Decide(actor, command, cancel)).Refusal is { } no) return new(null, FormPosts.Shown(Problem.Of(no), FieldOf), Problem.Of(no).Status, []);
            earlier = await duplicates.Of(actor, new DuplicateQuestion(command.Applicants, command.Respondents), cancel);
            if (earlier.Any(d => d.Open) && command.DuplicateReason.IsEmpty)
                return new(null, new FormErrors().Add("duplicateReason", "同一申请人与同一用人单位已有未结案件，请先核对；确需另行登记的，请写明理由。"), 409, earlier);
        }

        var answer = await aggregates.Send(id, command, new(actor, null, key), cancel);
        switch (answer.Kind)
        {
            case AnswerKind.Done or AnswerKind.Again:
                if (key is not null) await drafts.Delete(actor, key.Key, cancel);
                await KeepIdCard(actor, values, answer.Stored!.Id, cancel);
                return new(answer.Stored.Id, errors, 200, earlier);
            case AnswerKind.Refused:
                var refused = Problem.Of(answer.Refusal!);
                return new(null, FormPosts.Shown(refused, FieldOf), refused.Status, earlier);
            case AnswerKind.KeyReused or AnswerKind.InProgress:
                return new(null, new FormErrors().Add("", "这张表单已经提交过，为避免重复登记，本次没有提交。请先到案件列表核对，确需再登记一件的，核对后重新提交。"), 409, earlier, Twice: true);
            default:
                return new(null, new FormErrors().Add("", "您不能为这个组织登记案件，请核对所用账号。"), 403, earlier);
        }
    }

    /// <summary>Earlier cases of the parties as far as the form names them.</summary>
    public async Task<IReadOnlyList<DuplicateShown>> Earlier(Actor actor, FormValues values, CancellationToken cancel) =>
        Command(actor, Supposed(values), "c-none").Command is { } command ? await duplicates.Of(actor, new DuplicateQuestion(command.Applicants, command.Respondents), cancel) : [];

    /// <summary>The form's own field for one of the API's.</summary>
    public static string FieldOf(string field) => field switch
    {
        "applicants" => "applicants[0].name",
        "respondents" => "respondents[0].name",
        "claims" => "claims[0].text",
        "oral.answers" => "oral.answers[0].answer",
        _ => field,
    };

    private (RegisterCase? Command, Problem? Problem) Command(Actor actor, FormValues values, string id)
    {
        var (read, problem) = Body.Of(BodyOf(actor, values)).As<NewCase>();
        return (read?.With(id), problem);
    }

    private static byte[] BodyOf(Actor actor, FormValues form)
    {
        var values = OralFields.Fitting(PartyFields.Fitting(form, Rows(form, "applicants").Concat(Rows(form, "respondents"))));
        // Hidden where the case comes from no court, and optional where it does.
        if (form["source"] is not ("courtAssigned" or "courtEntrusted") || (form["court.from"] is null && form["court.procedure"] is null)) values.Remove("court");
        else if (form["source"] is "courtAssigned") values.Remove("court.procedure");
        ElsewhereFields.Fit(values);
        var json = values.ToJson(Kinds);
        foreach (var name in json.Select(f => f.Key).Where(k => k.StartsWith('_')).ToList()) json.Remove(name);
        json["organizationId"] = actor.Organization!.Value.Value;
        return JsonSerializer.SerializeToUtf8Bytes(json);
    }

    private async Task<Decision> Decide(Actor actor, RegisterCase command, CancellationToken cancel)
    {
        var organization = await aggregates.Find<Organization>(command.OrganizationId.Value, cancel: cancel);
        return command.Decide(MediationCase.Empty, new(store.Clock.GetUtcNow(), actor, store.Calendar, store.Rules)
        {
            Others = new Dictionary<StreamRef, object> { [StreamRef.To<Organization>(command.OrganizationId.Value)] = organization?.State ?? Organization.Empty },
        });
    }

    private async Task<bool> WasSent(Actor actor, string key, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return await connection.ExecuteScalarAsync<bool>("select exists (select 1 from idempotency where user_name = @UserName and key = @key)", new { actor.UserName, key });
    }

    private async Task KeepIdCard(Actor actor, FormValues values, string caseId, CancellationToken cancel)
    {
        if (values[IdCard] is { } file) await aggregates.Send(caseId, new AddEvidence(new(file), "申请人身份证件照片", PartyId.From("a1"), Visibility: EvidenceVisibility.MediatorOnly), new(actor), cancel);
    }

    /// <summary>What a page in the middle has not asked yet, filled with something that is not wrong.</summary>
    private static FormValues Supposed(FormValues form)
    {
        var values = form.Copy();
        values["source"] ??= CaseText.Word(CaseSource.PartyApplication);
        if (!values.Ticked(FormAsked)) values["form"] = CaseText.Word(ApplicationForm.Oral);   // asked at the end; what only a written application needs is said from then on
        values["receivedAt"] ??= "2026-01-01T00:00";
        values["disputeType"] ??= "99";
        foreach (var row in Rows(values, "applicants").Concat(Rows(values, "respondents"))) values[$"{row}.kind"] ??= row.StartsWith('a') ? "person" : "employer";
        for (var i = 0; i < values.Rows("claims"); i++)
        {
            values[$"claims[{i}].type"] ??= "99";
            values[$"claims[{i}].text"] ??= "未填";
        }
        return values;
    }

    private static IEnumerable<string> Rows(FormValues values, string list) => Enumerable.Range(0, values.Rows(list)).Select(i => $"{list}[{i}]");

    private static IEnumerable<(string, string)> Lacking(FormValues values)
    {
        foreach (var (path, label) in new[] { ("source", "案件来源"), ("form", "申请方式"), ("receivedAt", "收到时间"), ("disputeType", "主要争议类型") })
            if (values[path] is null) yield return (path, path is "receivedAt" ? $"请填写{label}。" : $"请选择{label}。");
        foreach (var row in Rows(values, "applicants").Concat(Rows(values, "respondents")))
            if (values[$"{row}.kind"] is null) yield return ($"{row}.kind", "请选择自然人或者用人单位。");
        if (values.Rows("applicants") == 0) yield return ("applicants[0].name", "请至少填写一名申请人。");
        if (values.Rows("respondents") == 0) yield return ("respondents[0].name", "请至少填写一名被申请人。");
        foreach (var need in ClaimFields.Needs(values)) yield return need;
        foreach (var need in ElsewhereFields.Needs(values)) yield return need;
        foreach (var need in OralFields.Needs(values)) yield return need;
    }
}
