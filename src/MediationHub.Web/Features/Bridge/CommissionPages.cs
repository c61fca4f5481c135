using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Store.Rows;
using MediationHub.Store.Search;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Bridge;

/// <summary>The steps of a commission: its profile, its roster of arbitrators, who approves in the director's place.</summary>
public static class CommissionSteps
{
    private const string Any = "—";

    /// <summary>What the page says where a month was on record already.</summary>
    internal const string CorrectedApplications = "correct-applications";

    internal static readonly Dictionary<string, FieldKind> Kinds = new() { ["fullTime"] = FieldKind.YesNo, ["jurisdiction"] = FieldKind.TickList, ["received"] = FieldKind.Whole, ["alreadyMediated"] = FieldKind.Whole };

    public static IReadOnlyList<RecordStep<Commission>> All { get; } =
    [
        RecordStep.Of<Commission, ChangeCommission>("change", "变更信息", "信息已变更。", (c, at) => new(new() { InstituteName = $"{c.Profile.InstituteName}{at.Now.Ticks}" }), RecordStep.Under("changes")) with { Kinds = Kinds, About = "留空的项目保持原内容不变。" },
        RecordStep.Of<Commission, AppointArbitrator>("appoint-arbitrator", "登记仲裁员", "仲裁员已登记。", (_, at) => new(new(Any), Any, Any, at.Today)) with { Kinds = Kinds, About = "同一代码再次登记的，更新该仲裁员的信息。" },
        RecordStep.Of<Commission, EndArbitrator>("end-arbitrator", "登记离任", "已登记离任，不再指派案件。", (c, at) => c.Arbitrators.Find(a => a.LeftOn is null) is { } first ? new(first.Id, at.Today) : null) with { Grave = true, About = "离任后不再指派新案件；已经指派的，由仲裁院另行指派。" },
        RecordStep.Of<Commission, DelegateApproval>("delegate", "委托审批", "已委托审批。", (_, at) => new(Any, Any, at.Today, at.Today)) with { About = "委托仲裁院负责人在期限内批准延期和不予制作调解书（劳动人事争议仲裁办案规则第七十六条、第七十七条）。委托不能早于今日生效。" },
        RecordStep.Of<Commission, EndDelegation>("end-delegation", "终止委托", "委托已终止。", (c, at) => c.Delegations.FindLast(d => d.EndedOn is null && d.Until >= at.Today) is { } running ? new(running.UserName) : null) with { Grave = true, About = "自今日起，只由主任本人批准。" },
        RecordStep.Of<Commission, CountApplications>("count-applications", "登记收到仲裁申请数", "收到仲裁申请数已登记。", (_, at) => new(Domain.Periods.ReportPeriod.Of(Domain.Periods.PeriodKind.Month, at.Today).Before.Code, 999_999, 0, Any)) with
        { Kinds = Kinds, DoneAs = (c, command) => command is CountApplications { Month: { } month } && c.ApplicationsOf(month) is not null ? CorrectedApplications : null, About = "按整月登记收到的仲裁申请和其中已经调解过的件数，用于计算调解建议书发放率。已经登记的月份再次登记即为更正，须写明原因，原来的登记保留。" },
    ];
}

/// <summary>Commissions as pages: for their directors and the offices that keep them.</summary>
public static class CommissionPages
{
    private const int PageSize = 50;

    public static void MapCommissionPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/commissions", async (HttpContext http, HubStore store) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "commissions.list")) return Pages.NotYours();
            if (actor.Commission is { } own) return Results.Redirect($"/commissions/{own}");
            var page = http.Request.Page(PageSize);
            var (q, unit) = (http.Request.Asked("q"), http.Request.Asked("unit"));
            await using var connection = await store.Database.OpenConnectionAsync(http.RequestAborted);
            const string asked = "from commission_rows where (@name::text is null or name like @name or code ilike @name) and (@unit::text is null or unit = any(@within) or jurisdiction && @reach)";
            // Whose jurisdiction lies in the region, or over it.
            var within = Regions.BuiltIn.All.Where(r => unit is not null && Regions.BuiltIn.IsWithin(r.Code, unit)).Select(r => r.Code).ToList();
            var values = new { PageSize, skip = (page - 1) * PageSize, name = q is null ? null : Like.Containing(q), unit, within = within.ToArray(), reach = within.Concat(Regions.BuiltIn.All.Where(r => unit is not null && Regions.BuiltIn.IsWithin(unit, r.Code)).Select(r => r.Code)).ToArray() };
            var total = await connection.ExecuteScalarAsync<int>($"select count(*) {asked}", values);
            var items = await connection.QueryAsync<CommissionEndpoints.CommissionListed>($"select id as Id, version as Version, code as Code, name as Name, level as Level, unit as Unit, jurisdiction as Jurisdiction {asked} order by code, id limit @PageSize offset @skip", values);
            return Pages.Show<CommissionListPage>(new { Items = (IReadOnlyList<CommissionEndpoints.CommissionListed>)[.. items], Total = total, Page = page, PageSize });
        });

        pages.MapGet("/commissions/new", (HttpContext http) => !Policy.May(http.Actor(), typeof(EstablishCommission)) ? Pages.NotYours()
            : Pages.Show<CommissionNewPage>(new { Form = TypedForm.Fresh, Key = FormKey.New() }));

        pages.MapPost("/commissions/new", async (HttpContext http, IAggregates aggregates) =>
        {
            if (!Policy.May(http.Actor(), typeof(EstablishCommission))) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var json = FormJson.From(form, CommissionSteps.Kinds);
            IResult Again(Problem problem) => Pages.Show<CommissionNewPage>(new { Form = new TypedForm(form), Key = form[FormKey.Field].ToString(), Errors = problem.Errors(english: false) }, problem.Status);
            var (profile, invalid) = Pages.Read<CommissionProfile>(json);
            if (profile is null) return Again(invalid!);
            var id = NewId.Next("k");
            var answer = await aggregates.Send(id, new EstablishCommission(new(id), profile), new(http.Actor(), null, FormKey.Of(http, form, json.ToJsonString())), http.RequestAborted);
            return Pages.Begun(answer, "/commissions", "establish", Again, unseen: () => Again(Problem.Invalid("unit", "只能登记本地区的仲裁委员会，请重新选择所在地。", "Choose a region of your own unit.")));
        });

        pages.MapGet("/commissions/{id}", async (HttpContext http, string id, IAggregates aggregates, StepDesk desk, AccountStore accounts, HubStore store) =>
        {
            var actor = http.Actor();
            if (!Policy.May(actor, "commissions.read") || await aggregates.Seen<Commission>(http, id) is not { } stored) return Pages.Missing();
            var today = ChinaTime.DayOf(store.Clock.GetUtcNow());
            var year = http.Request.Word("year", "年份", Enumerable.Range(2008, today.Year - 2007).Select(y => $"{y}")) is { } asked ? int.Parse(asked, System.Globalization.CultureInfo.InvariantCulture) : today is { Month: 1 } ? today.Year - 1 : today.Year;
            var applications = Policy.ReadsApplications(actor, stored.State) ? await ApplicationsShown.Of(store, actor, stored, year, http.RequestAborted) : null;
            return Pages.Show<CommissionPage>(new
            {
                Applications = applications,
                People = applications is null ? new Dictionary<string, string>() : await accounts.Names([.. applications.Entries.Select(e => e.By).Distinct()], http.RequestAborted),
                Stored = stored,
                Shown = CommissionShown.Of(actor, stored),
                Steps = await desk.Offered(CommissionSteps.All, actor, stored, http.RequestAborted),
                DirectorName = stored.State.Profile.DirectorAccount is { } director ? (await accounts.Names([director], http.RequestAborted)).GetValueOrDefault(director, director) : null,
            });
        });

        pages.MapSteps<Commission, CommissionStepPage>("/commissions", CommissionSteps.All);
    }

    /// <summary>Accounts with the director's role in the commission.</summary>
    internal static async Task<IReadOnlyList<Choice>> Directors(HubStore store, string commission, CancellationToken cancel)
    {
        await using var connection = await store.Database.OpenConnectionAsync(cancel);
        return [.. (await connection.QueryAsync<(string User, string Name)>("select user_name, display_name from accounts where commission_id = @commission and 'director' = any(roles) and not locked order by user_name", new { commission }))
            .Select(a => new Choice(a.User, $"{a.Name}（{a.User}）"))];
    }

    /// <summary>Accounts with the director's role in the commission, but the person's own.</summary>
    internal static async Task<IReadOnlyList<Choice>> Deputies(HubStore store, Actor actor, string commission, CancellationToken cancel) =>
        [.. (await Directors(store, commission, cancel)).Where(d => d.Value != actor.UserName)];
}
