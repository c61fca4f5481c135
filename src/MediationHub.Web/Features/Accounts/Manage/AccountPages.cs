using System.Text.Json.Nodes;
using Dapper;
using MediationHub.Domain.Access;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Store;
using MediationHub.Store.Accounts;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Mediators;
using MediationHub.Web.Features.Organizations;
using MediationHub.Web.Features.Site;
using MediationHub.Web.Forms;
using MediationHub.Web.Identity;

namespace MediationHub.Web.Features.Accounts.Manage;

/// <summary>What an account may be bound to, as choices of a form.</summary>
/// <param name="OrganizationId">The organization that the mediators are of.</param>
/// <param name="CommissionId">The commission that the arbitrators are of.</param>
public sealed record AccountChoices(IReadOnlyList<Choice> Organizations, string? OrganizationId, string? OrganizationName, MediatorRoster Mediators, IReadOnlyList<Choice> Commissions, string? CommissionId, IReadOnlyList<Choice> Arbitrators);

/// <summary>用户管理: the administrator for all accounts, a head for those of the own organization's mediators.</summary>
public static class AccountPages
{
    private const int PageSize = 20;

    private static readonly Dictionary<string, FieldKind> Kinds = new() { ["roles"] = FieldKind.TickList };

    public static void MapAccountPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/accounts", async (HttpContext http, AccountDesk desk, IAggregates aggregates) =>
        {
            if (!Policy.May(http.Actor(), "users.list")) return Pages.NotYours();
            var page = http.Request.Page(PageSize);
            var (filter, problem) = AccountEndpoints.Filter(http.Request.Query["q"], http.Request.Query["role"], http.Request.Query["locked"]);
            var (items, total) = problem is not null ? ([], 0) : await desk.List(http.Actor(), filter, page, PageSize, http.RequestAborted);
            var bound = new Dictionary<string, string>();
            foreach (var account in items) bound[account.UserName] = await BoundTo(account, aggregates);
            return Pages.Show<AccountListPage>(new { Items = items.Select(AccountShown.Of).ToList(), Bound = bound, Total = total, Page = page, PageSize, Filter = filter, Errors = Lists.ListRequest.Shown(problem) }, problem?.Status ?? 200);
        });

        pages.MapGet("/accounts/new", async (HttpContext http, IAggregates aggregates, OrganizationLists organizations, MediatorRosters rosters) =>
            !Policy.May(http.Actor(), "users.create") ? Pages.NotYours()
                : Pages.Show<AccountFormPage>(new { Form = TypedForm.Fresh, Choices = await Choices(http, http.Request.Asked("organizationId"), http.Request.Asked("commissionId"), aggregates, organizations, rosters) }));

        pages.MapPost("/accounts/new", async (HttpContext http, AccountDesk desk, IAggregates aggregates, OrganizationLists organizations, MediatorRosters rosters) =>
        {
            if (!Policy.May(http.Actor(), "users.create")) return Pages.NotYours();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var (json, unknown) = OnlyLists(form) ? default : await JsonOf(http, form, rosters);
            var (wanted, problem) = json is null ? (null, unknown) : Pages.Read<NewAccount>(json);
            if (wanted is not null)
            {
                // The first password is the program's: a page never takes one for somebody else.
                var (account, password, no) = await desk.Create(http.Actor(), wanted with { Password = null });
                if (account is not null) return Pages.Show<FirstPasswordPage>(new { Account = AccountShown.Of(account), Password = password, Created = true }, 201);
                problem = no;
            }
            return Pages.Show<AccountFormPage>(new
            {
                Form = new TypedForm(form), Errors = problem?.Errors(english: false),
                Choices = await Choices(http, form["organizationId"], form["commissionId"], aggregates, organizations, rosters),
            }, problem?.Status ?? 200);
        });

        pages.MapGet("/accounts/{userName}", async (HttpContext http, string userName, AccountDesk desk, IAggregates aggregates) =>
        {
            if (!Policy.May(http.Actor(), "users.read")) return Pages.NotYours();
            return await desk.Find(http.Actor(), userName) is { } account ? await Shown(http, account, aggregates) : Pages.Missing();
        });

        pages.MapGet("/accounts/{userName}/roles", async (HttpContext http, string userName, AccountDesk desk, IAggregates aggregates, OrganizationLists organizations, MediatorRosters rosters) =>
        {
            if (!Policy.May(http.Actor(), "users.set-roles")) return Pages.NotYours();
            if (await desk.Find(http.Actor(), userName) is not { } account) return Pages.Missing();
            return Pages.Show<AccountFormPage>(new { Form = TypedForm.Fresh, Account = AccountShown.Of(account), Choices = await Choices(http, account.OrganizationId, account.CommissionId, aggregates, organizations, rosters, account.MediatorId) });
        });

        pages.MapPost("/accounts/{userName}/roles", async (HttpContext http, string userName, AccountDesk desk, IAggregates aggregates, OrganizationLists organizations, MediatorRosters rosters) =>
        {
            if (!Policy.May(http.Actor(), "users.set-roles")) return Pages.NotYours();
            if (await desk.Find(http.Actor(), userName) is not { } account) return Pages.Missing();
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            var before = AccountShown.Of(account);
            var (json, unknown) = OnlyLists(form) ? default : await JsonOf(http, form, rosters);
            var (wanted, problem) = json is null ? (null, unknown) : Pages.Read<NewRoles>(json);
            if (wanted is not null)
            {
                problem = Unseen(form, account) ?? await desk.SetRoles(http.Actor(), account, wanted);
                if (problem is null) return Pages.Done($"/accounts/{userName}", "set-roles");
            }
            return Pages.Show<AccountFormPage>(new
            {
                Form = new TypedForm(form), Account = before, Errors = problem?.Errors(english: false),
                Choices = await Choices(http, form["organizationId"], form["commissionId"], aggregates, organizations, rosters),
            }, problem?.Status ?? 200);
        });

        Change("lock", (http, desk, account) => desk.SetLocked(http.Actor(), account, true));
        Change("unlock", (http, desk, account) => desk.SetLocked(http.Actor(), account, false));

        pages.MapPost("/accounts/{userName}/reset-password", async (HttpContext http, string userName, AccountDesk desk, IAggregates aggregates) =>
        {
            if (!Policy.May(http.Actor(), "users.reset-password")) return Pages.NotYours();
            if (await desk.Find(http.Actor(), userName) is not { } account) return Pages.Missing();
            if (Unseen(await http.Request.ReadFormAsync(http.RequestAborted), account) is { } stale) return await Shown(http, account, aggregates, stale);
            var (password, problem) = await desk.ResetPassword(http.Actor(), account, null);
            return password is null ? await Shown(http, account, aggregates, problem) : Pages.Show<FirstPasswordPage>(new { Account = AccountShown.Of(account), Password = password });
        });

        void Change(string name, Func<HttpContext, AccountDesk, Account, Task<Problem?>> change) =>
            pages.MapPost($"/accounts/{{userName}}/{name}", async (HttpContext http, string userName, AccountDesk desk, IAggregates aggregates) =>
            {
                if (!Policy.May(http.Actor(), $"users.{name}")) return Pages.NotYours();
                if (await desk.Find(http.Actor(), userName) is not { } account) return Pages.Missing();
                var problem = Unseen(await http.Request.ReadFormAsync(http.RequestAborted), account) ?? await change(http, desk, account);
                return problem is null ? Pages.Done($"/accounts/{userName}", name) : await Shown(http, account, aggregates, problem);
            });
    }

    /// <summary>The person asked for the mediators or arbitrators of what was just chosen; nothing is saved yet.</summary>
    private static bool OnlyLists(IFormCollection form) => form.ContainsKey("_list");

    /// <summary>The form as the API takes it. Of a house with too many mediators to list, the name that was typed stands for whom it means.</summary>
    private static async Task<(JsonObject? Json, Problem? Unknown)> JsonOf(HttpContext http, IFormCollection form, MediatorRosters rosters)
    {
        var json = FormJson.From(form, Kinds);
        var house = http.Actor().Is(Role.Admin) ? form["organizationId"].ToString() : http.Actor().Organization?.Value ?? "";
        if (house.Length == 0 || form["mediatorId"].ToString() is not { Length: > 0 } typed || !(await rosters.At(house, null, http.RequestAborted, everyone: true)).Many) return (json, null);
        var (meant, sentence) = await rosters.Find(house, typed, http.RequestAborted, everyone: true);
        if (meant is null) return (null, Problem.Invalid("mediatorId", sentence!, "Nobody, or more than one, of the organization's mediators has this name or certificate number."));
        json["mediatorId"] = meant;
        return (json, null);
    }

    private static async Task<IResult> Shown(HttpContext http, Account account, IAggregates aggregates, Problem? problem = null) =>
        Pages.Show<AccountPage>(new { Account = AccountShown.Of(account), Bound = await BoundTo(account, aggregates), Errors = problem?.Errors(english: false), Self = account.UserName == http.Actor().UserName }, problem?.Status ?? 200);

    /// <summary>A form stands on the version that was shown.</summary>
    private static Problem? Unseen(IFormCollection form, Account account) =>
        int.TryParse(form["version"], out var seen) && seen == account.Version ? null : Problem.Stale(seen, account.Version, Array.Empty<object>());

    private static async Task<AccountChoices> Choices(HttpContext http, string? organizationId, string? commissionId, IAggregates aggregates, OrganizationLists organizations, MediatorRosters rosters, string? chosen = null)
    {
        var actor = http.Actor();
        var own = actor.Is(Role.Admin) ? null : actor.Organization?.Value;
        organizationId = own ?? (string.IsNullOrWhiteSpace(organizationId) ? null : organizationId);
        var organization = organizationId is null ? null : await aggregates.Find<Organization>(organizationId, cancel: http.RequestAborted);
        var roster = organization is null ? MediatorRoster.None : await rosters.At(organization.Id, chosen, http.RequestAborted, everyone: true);
        var commission = own is not null || string.IsNullOrWhiteSpace(commissionId) ? null : await aggregates.Find<Commission>(commissionId.Trim(), cancel: http.RequestAborted);
        return new(own is null ? await organizations.Choices(http.RequestAborted) : [], organization?.Id, organization?.State.Name,
            roster with { Choices = [.. roster.Choices.Select(m => m with { Text = m.Hint is null ? m.Text : $"{m.Text}（{m.Hint}）" })] },
            own is null ? await Commissions(http) : [], commission?.Id,
            [.. (commission?.State.Arbitrators ?? []).Where(a => a.LeftOn is null).Select(a => new Choice(a.Id.Value, $"{a.Name}（{a.CertificateNumber}）"))]);
    }

    /// <summary>Every commission of the register: a province has some seventy.</summary>
    private static async Task<IReadOnlyList<Choice>> Commissions(HttpContext http)
    {
        await using var connection = await http.RequestServices.GetRequiredService<HubStore>().Database.OpenConnectionAsync(http.RequestAborted);
        return [.. (await connection.QueryAsync<(string Id, string Name)>("select id, name from commission_rows order by unit, code, id")).Select(c => new Choice(c.Id, c.Name))];
    }

    /// <summary>The organization, commission or unit that an account acts for, by name.</summary>
    private static async Task<string> BoundTo(Account account, IAggregates aggregates)
    {
        var parts = new List<string>();
        if (account.OrganizationId is { } organization) parts.Add((await aggregates.Find<Organization>(organization))?.State.Name ?? organization);
        if (account.MediatorId is { } mediator) parts.Add($"调解员{(await aggregates.Find<Mediator>(mediator))?.State.Name.Value ?? mediator}");
        if (account.CommissionId is { } commission) parts.Add((await aggregates.Find<Commission>(commission))?.State.Name ?? $"仲裁委员会 {commission}");
        if (account.ArbitratorId is { } arbitrator)
        {
            var bench = account.CommissionId is { } of ? (await aggregates.Find<Commission>(of))?.State : null;
            parts.Add($"仲裁员{bench?.Arbitrator(new(arbitrator))?.Name.Value ?? $" {arbitrator}"}");
        }
        if (account.Unit is { } unit) parts.Add(Domain.Rulebook.Regions.BuiltIn.NameOf(unit));
        return parts.Count == 0 ? Display.NoFigure : string.Join("，", parts);
    }
}
