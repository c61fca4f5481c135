using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases.Register;

/// <summary>Putting a dispute into the register.</summary>
public static class RegisterPages
{
    private static readonly Dictionary<string, FieldKind> Kinds = new(PartyFields.KindsOf("applicants[]").Concat(PartyFields.KindsOf("respondents[]")).Concat(ClaimFields.Kinds))
    {
        ["receivedAt"] = FieldKind.Instant,
        ["workersInvolved"] = FieldKind.Whole,
        ["occurredOn"] = FieldKind.Day,
        ["knewOn"] = FieldKind.Day,
    };

    private static readonly string[] Incidental = ["applicants[].kind", "applicants[].idType", "respondents[].kind", "respondents[].idType"];

    public static void MapRegister(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cases/new", async (HttpContext http, IAggregates aggregates, TimeProvider clock) =>
        {
            if (!May(http.Actor())) return Pages.NotYours();
            var values = new FormValues
            {
                ["source"] = CaseText.Word(CaseSource.PartyApplication),
                ["form"] = CaseText.Word(ApplicationForm.Written),
                ["receivedAt"] = StepContext.Written(clock.GetUtcNow()),
            };
            return await Show(http, aggregates, values);
        });

        pages.MapPost("/cases/new", async (HttpContext http, IAggregates aggregates) =>
        {
            var actor = http.Actor();
            if (!May(actor)) return Pages.NotYours();
            var (values, errors) = await FormPosts.Read(http, Kinds, Incidental);
            foreach (var (path, sentence) in Lacking(values))
                if (errors.For(path) is null) errors.Add(path, sentence);
            if (errors.All.Count > 0) return await Show(http, aggregates, values, errors, 400);

            var json = PartyFields.Fitting(values, Rows(values, "applicants").Concat(Rows(values, "respondents"))).ToJson(Kinds);
            json["organizationId"] = actor.Organization!.Value.Value;
            var body = JsonSerializer.SerializeToUtf8Bytes(json);
            var (read, problem) = Body.Of(body).As<NewCase>();
            if (read is null) return await Show(http, aggregates, values, FormPosts.Shown(problem!), problem!.Status);

            var id = NewId.Next("c");
            var answer = await aggregates.Send(id, read.With(id), new(actor, null, FormKey.Of(http, http.Request.Form, Encoding.UTF8.GetString(body))), http.RequestAborted);
            switch (answer.Kind)
            {
                case AnswerKind.Done or AnswerKind.Again:
                    return Pages.Done($"/cases/{answer.Stored!.Id}", "register");
                case AnswerKind.Refused:
                    var refused = Problem.Of(answer.Refusal!);
                    return await Show(http, aggregates, values, FormPosts.Shown(refused, FieldOf), refused.Status);
                case AnswerKind.KeyReused or AnswerKind.InProgress:
                    return await Show(http, aggregates, values, new FormErrors().Add("", "这张表单已经提交过，为避免重复登记，本次没有提交。请先到案件列表核对，确需再登记一件的，核对后重新提交。"), 409);
                default:
                    return Pages.NotYours();
            }
        });
    }

    public static bool May(Actor actor) => actor.Organization is not null && Policy.May(actor, typeof(RegisterCase));

    private static IEnumerable<string> Rows(FormValues values, string list) => Enumerable.Range(0, values.Rows(list)).Select(i => $"{list}[{i}]");

    private static string FieldOf(string field) => field switch { "applicants" => "applicants[0].name", "respondents" => "respondents[0].name", "claims" => "claims[0].text", _ => field };

    private static IEnumerable<(string, string)> Lacking(FormValues values)
    {
        foreach (var (path, label) in new[] { ("source", "案件来源"), ("form", "申请方式"), ("receivedAt", "收到时间"), ("disputeType", "主要争议类型") })
            if (values[path] is null) yield return (path, path is "receivedAt" ? $"请填写{label}。" : $"请选择{label}。");
        foreach (var row in Rows(values, "applicants").Concat(Rows(values, "respondents")))
            if (values[$"{row}.kind"] is null) yield return ($"{row}.kind", "请选择自然人或者用人单位。");
        if (values.Rows("applicants") == 0) yield return ("applicants[0].name", "请至少填写一名申请人。");
        if (values.Rows("respondents") == 0) yield return ("respondents[0].name", "请至少填写一名被申请人。");
        foreach (var need in ClaimFields.Needs(values)) yield return need;
    }

    private static async Task<IResult> Show(HttpContext http, IAggregates aggregates, FormValues values, FormErrors? errors = null, int status = 200)
    {
        var organization = await aggregates.Find<Organization>(http.Actor().Organization!.Value.Value, cancel: http.RequestAborted);
        return Pages.Show<RegisterPage>(new { Values = values, Errors = errors, OrganizationName = organization?.State.Name ?? "", Key = FormKey.New() }, status);
    }
}
