using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Store;
using MediationHub.Store.Drafts;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Drafts;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases.Register.Phone;

/// <summary>One page of the way: what it asks.</summary>
/// <param name="Name">In the address.</param>
/// <param name="Own">Which of the form's fields stand on it.</param>
public sealed record Question(string Name, string Title, Func<string, bool> Own);

/// <summary>
/// Registering a case on a phone at the workplace: a question a page, forwards and backwards, on the same draft as the desk form.
/// Every page saves before the next one comes, so it works without JavaScript and is gone on with on any device.
/// </summary>
public static class PhonePages
{
    public const string Check = "check";

    public static readonly IReadOnlyList<Question> Questions =
    [
        new("applicant", "谁来申请？", p => Below(p, "applicants") || p is RegisterDesk.IdCard),
        new("respondent", "与哪个用人单位？", p => Below(p, "respondents")),
        new("facts", "发生了什么争议？", p => p is "disputeType" or "facts" || Below(p, "elsewhere")),
        new("since", "从什么时候开始？", p => p is "occurredOn" or "knewOn" or "workersInvolved"),
        new("claims", "请求什么？", p => Below(p, "claims")),
        new("form", "怎样申请的？", p => p is "source" or "form" or "receivedAt" or "lateEntryReason"),
        new("court", "法院什么时候转来的？", p => Below(p, "court")),
        new("oral", "口头申请笔录", p => Below(p, "oral") || p is "recordFileId"),
        new(Check, "核对后登记", p => p is "duplicateReason"),
    ];

    public static void MapPhone(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cases/new/phone", (HttpContext http) => !RegisterPages.May(http.Actor()) ? Pages.NotYours() : Results.Redirect($"/cases/new/phone/{FormKey.New()}/{Questions[0].Name}"));

        pages.MapGet("/cases/new/phone/{draft}/{name}", async (HttpContext http, string draft, string name, DraftDesk drafts, RegisterDesk desk) =>
        {
            var (question, kept, values, no) = await Begin(http, draft, name, drafts, desk);
            if (no is not null) return no;
            // Where one comes back to once all is known, the page says at the field what it lacks.
            var back = values!.Ticked(RegisterDesk.FormAsked) && question!.Name is "applicant" or "respondent" or "form" ? await Faults(http, question, values, new(), desk) : null;
            return await Show(http, question!, draft, kept, values, back is { All.Count: > 0 } ? back : null);
        });

        pages.MapPost("/cases/new/phone/{draft}/{name}", async (HttpContext http, string draft, string name, DraftDesk drafts, RegisterDesk desk) =>
        {
            var actor = http.Actor();
            var (question, _, values, no) = await Begin(http, draft, name, drafts, desk);
            if (no is not null) return no;

            var (posted, errors) = await FormPosts.Read(http, RegisterDesk.Kinds, RegisterDesk.Incidental);
            var told = With(values!, posted, question!);
            if (question!.Name == "form" && http.Request.Form[DraftDesk.DoField] != "save") told[RegisterDesk.FormAsked] = "true";
            var kept = await drafts.SavePosted(http, actor, DraftDesk.Registration, "", told, question.Own);
            if (kept is null) return await Show(http, question, draft, null, posted, errors.Add("", "草稿没有保存：可能已经登记或者删除。请到案件列表核对后重新填写。"), 409);
            values = FormValues.Of(kept.Fields);
            if (http.Request.Form[DraftDesk.DoField] == "save") return Results.Redirect("/cases/new?done=draft");
            if (question.Name == Check)
            {
                var made = await desk.Register(http, values, await desk.Check(actor, values, http.RequestAborted));
                return made.CaseId is { } id ? Pages.Done($"/cases/{id}", "register") : await Show(http, question, draft, kept, values, made.Errors, made.Status, made.Duplicates);
            }
            foreach (var (path, sentence) in Needs(question, values)) errors.Add(path, sentence);
            await Faults(http, question, values, errors, desk);
            return errors.All.Count > 0 ? await Show(http, question, draft, kept, values, errors, 400) : Results.Redirect($"/cases/new/phone/{draft}/{Next(question, values).Name}");
        });
    }

    /// <summary>Adds what is wrong with the fields of one page.</summary>
    private static async Task<FormErrors> Faults(HttpContext http, Question question, FormValues values, FormErrors errors, RegisterDesk desk)
    {
        foreach (var (field, message) in (await desk.Check(http.Actor(), values, http.RequestAborted, lenient: true)).All)
            if (question.Own(field) && errors.For(field) is null) errors.Add(field, message);
        return errors;
    }

    /// <summary>The pages that this form asks: the record only where the application is oral, the court's days only where a court sent the case.</summary>
    public static IReadOnlyList<Question> Asked(FormValues values) =>
        [.. Questions.Where(q => q.Name switch { "oral" => values["form"] is "oral", "court" => values["source"] is "courtAssigned" or "courtEntrusted", _ => true })];

    /// <summary>The page on which a field stands.</summary>
    public static Question PageOf(string field) => Questions.FirstOrDefault(q => q.Own(field)) ?? Questions[^1];

    private static Question Next(Question question, FormValues values) => Asked(values).SkipWhile(q => q.Name != question.Name).Skip(1).First();

    private static bool Below(string path, string list) => path == list || path.StartsWith(list + "[", StringComparison.Ordinal) || path.StartsWith(list + ".", StringComparison.Ordinal);

    /// <summary>What was kept before with this page's fields as they were posted.</summary>
    private static FormValues With(FormValues kept, FormValues posted, Question question)
    {
        var values = kept.Copy();
        foreach (var (path, _) in kept.Filled.Where(f => question.Own(f.Key)).ToList()) values.Remove(path);
        foreach (var (path, several) in posted.Filled.Where(f => question.Own(f.Key) || f.Key.StartsWith("_file:", StringComparison.Ordinal))) values.Put(path, several);
        return values;
    }

    /// <summary>What one page cannot do without, so that it is said there and not at the end.</summary>
    private static IEnumerable<(string, string)> Needs(Question question, FormValues values) => question.Name switch
    {
        "applicant" when values["applicants[0].name"] is null => [("applicants[0].name", "请填写申请人的姓名或者名称。")],
        "respondent" when values["respondents[0].name"] is null => [("respondents[0].name", "请填写用人单位的名称。")],
        "facts" => [.. values["disputeType"] is null ? new[] { ("disputeType", "请选择主要争议类型。") } : [], .. ElsewhereFields.Needs(values)],
        "claims" => ClaimFields.Needs(values),
        "form" when values["receivedAt"] is null => [("receivedAt", "请填写收到时间。")],
        "oral" => OralFields.Needs(values),
        _ => [],
    };

    private static async Task<(Question? Question, Draft? Kept, FormValues? Values, IResult? No)> Begin(HttpContext http, string draft, string name, DraftDesk drafts, RegisterDesk desk)
    {
        if (!RegisterPages.May(http.Actor())) return (null, null, null, Pages.NotYours());
        if (!DraftDesk.IsId(draft) || Questions.FirstOrDefault(q => q.Name == name) is not { } question) return (null, null, null, Pages.Missing());
        var kept = await drafts.Find(http.Actor(), draft, http.RequestAborted);
        if (kept is not null && kept.Kind != DraftDesk.Registration) return (null, null, null, Pages.Missing());
        // In the middle of a form that was sent or thrown away there is nothing to go on with.
        if (kept is null && question != Questions[0] && HttpMethods.IsGet(http.Request.Method)) return (null, null, null, Results.Redirect("/cases/new"));
        return (question, kept, kept is null ? desk.Fresh(http.Me()) : FormValues.Of(kept.Fields), null);
    }

    private static async Task<IResult> Show(HttpContext http, Question question, string draft, Draft? kept, FormValues values, FormErrors? errors = null, int status = 200, IReadOnlyList<DuplicateShown>? duplicates = null)
    {
        var (services, actor, cancel) = (http.RequestServices, http.Actor(), http.RequestAborted);
        var desk = services.GetRequiredService<RegisterDesk>();
        if (question.Name == Check) errors ??= await desk.Check(actor, values, cancel);
        return Pages.Show<PhonePage>(new
        {
            Question = question,
            Draft = draft,
            Kept = kept,
            Values = values,
            Errors = errors,
            Duplicates = duplicates ?? (question.Name == Check ? await desk.Earlier(actor, values, cancel) : []),
            Employers = question.Name == "respondent" ? await services.GetRequiredService<Employers>().Recent(actor, cancel) : [],
        }, status);
    }
}
