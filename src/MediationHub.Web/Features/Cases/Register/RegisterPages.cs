using MediationHub.Documents.Sheets;
using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Drafts;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Cases.Steps;
using MediationHub.Web.Features.Drafts;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Hosting;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Cases.Register;

/// <summary>Putting a dispute into the register at the desk, and what its form asks while it is filled in.</summary>
public static class RegisterPages
{
    public static IServiceCollection AddRegister(this IServiceCollection services) => services.AddSingleton<RegisterDesk>().AddSingleton<PossibleDuplicates>().AddSingleton<Employers>().AddSingleton<DraftDesk>();

    public static void MapRegister(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/cases/members-template.xlsx", async (HttpContext http) =>
        {
            if (!May(http.Actor())) return Pages.NotYours();
            using var sheet = new MemoryStream();
            await MemberList.Template(sheet, http.RequestAborted);
            return Results.File(sheet.ToArray(), SheetWriter.ContentType, "集体争议名单模板.xlsx");
        });

        pages.MapGet("/cases/new", async (HttpContext http, string? draft, DraftDesk drafts, RegisterDesk desk) =>
        {
            if (!May(http.Actor())) return Pages.NotYours();
            var kept = await drafts.Find(http.Actor(), draft, http.RequestAborted);
            if (draft is not null && kept is not { Kind: DraftDesk.Registration }) return Results.Redirect("/cases/new");
            return await Show(http, kept is null ? desk.Fresh(http.Me()) : FormValues.Of(kept.Fields), kept?.Id ?? FormKey.New(), kept);
        }).WithMetadata(new PackedPage());

        pages.MapPost("/cases/new", async (HttpContext http, RegisterDesk desk, DraftDesk drafts) =>
        {
            var actor = http.Actor();
            if (!May(actor)) return Pages.NotYours();
            var (values, errors) = await FormPosts.Read(http, RegisterDesk.Kinds, RegisterDesk.Incidental);
            var key = http.Request.Form[FormKey.Field].ToString();
            if (http.Request.Form[DraftDesk.DoField].ToString() is "add:applicants" or "add:respondents" or "add:claims")
            {
                var longer = await drafts.SavePosted(http, actor, DraftDesk.Registration, "", values);
                var list = http.Request.Form[DraftDesk.DoField].ToString()["add:".Length..];
                values[$"{list}[{Math.Max(1, values.Rows(list))}]._row"] = "blank";
                return await Show(http, values, longer?.Id ?? FormKey.New(), longer, new FormErrors());
            }
            if (http.Request.Form[DraftDesk.DoField] == "save")
            {
                var saved = await drafts.SavePosted(http, actor, DraftDesk.Registration, "", values);
                return saved is null ? await Show(http, values, FormKey.New(), null, errors, 400) : Results.Redirect($"/cases/new?draft={saved.Id}&done=draft");
            }
            var made = await desk.Register(http, values, errors);
            if (made.CaseId is { } id) return Pages.Done($"/cases/{id}", "register");
            // What was typed is kept even if the browser dies on the page that says what is wrong.
            var kept = await drafts.SavePosted(http, actor, DraftDesk.Registration, "", values);
            return await Show(http, values, made.Twice || !DraftDesk.IsId(key) ? FormKey.New() : key, made.Twice ? null : kept, made.Errors, made.Status, made.Duplicates is [] ? null : made.Duplicates);
        });
    }

    /// <summary>What the form asks the server while it is filled in.</summary>
    public static void MapRegisterQueries(this IEndpointRouteBuilder api)
    {
        api.MapGet("/employers", async (HttpContext http, Employers employers, string? q) =>
            !Policy.May(http.Actor(), "employers.find") ? Problem.Forbidden : Results.Json(new WholeList<EmployerShown>(await employers.Find(http.Actor(), q, http.RequestAborted)), Wire.Json)).Operation("employers.find").AnswersWhole<EmployerShown>();

        api.MapPost("/cases/find-duplicates", async (HttpContext http, PossibleDuplicates duplicates) =>
        {
            if (!Policy.May(http.Actor(), "cases.find-duplicates")) return Problem.Forbidden;
            var (question, invalid) = await Body.Read<DuplicateQuestion>(http);
            return invalid is not null ? invalid : Results.Json(new WholeList<DuplicateShown>(await duplicates.Of(http.Actor(), question!, http.RequestAborted)), Wire.Json);
        }).Operation("cases.find-duplicates").AnswersWhole<DuplicateShown>().Accepts<DuplicateQuestion>("application/json");
    }

    public static bool May(Actor actor) => actor.Organization is not null && Policy.May(actor, typeof(RegisterCase));

    private static async Task<IResult> Show(HttpContext http, FormValues values, string key, Draft? draft, FormErrors? errors = null, int status = 200, IReadOnlyList<DuplicateShown>? duplicates = null)
    {
        var (services, actor, cancel) = (http.RequestServices, http.Actor(), http.RequestAborted);
        var organization = await services.GetRequiredService<IAggregates>().Find<Organization>(actor.Organization!.Value.Value, cancel: cancel);
        var drafts = errors is null ? await services.GetRequiredService<DraftDesk>().List(actor, cancel) : [];
        return Pages.Show<RegisterPage>(new
        {
            Values = values,
            Errors = errors,
            OrganizationName = organization?.State.Name ?? "",
            NotReceiving = organization?.State is { ReceivesCases: false } closed ? closed.Status : (OrganizationStatus?)null,
            Key = key,
            DraftVersion = draft?.Version ?? 0,
            DraftSavedAt = draft?.SavedAt,
            Drafts = (IReadOnlyList<DraftShown>)[.. drafts.Where(d => d.Id != key)],
            Duplicates = duplicates ?? (draft is null ? [] : await services.GetRequiredService<RegisterDesk>().Earlier(actor, values, cancel)),
            Employers = await services.GetRequiredService<Employers>().Recent(actor, cancel),
        }, status);
    }
}
