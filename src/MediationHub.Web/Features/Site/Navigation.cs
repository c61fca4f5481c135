using MediationHub.Domain.Access;

namespace MediationHub.Web.Features.Site;

/// <summary>Where a person may go, by role; the first is where they begin.</summary>
public static class Navigation
{
    private static readonly (string Text, string Href, string Operation)[] Places =
    [
        ("工作台", "/workbench", "workbench.read"),
        ("看板", "/board", "board.read"),
        ("案件", "/cases", "cases.list"),
        ("日程", "/calendar", "sessions.list"),
        ("调解协议", "/agreements", "agreements.list"),
        ("审查案卷", "/docket", "reviews.list"),
        ("委托调解", "/entrustments", "entrustments.list"),
        ("调解建议", "/recommendations", "recommendations.list"),
        ("调裁衔接", "/reviews", "reviews.list"),
        ("仲裁委员会", "/commissions", "commissions.applications"),
        ("调解组织", "/organizations", "organizations.list"),
        ("排名", "/rankings", "rankings.list"),
        ("统计", "/periods", "periods.list"),
        ("调解员", "/mediators", "mediators.list"),
        ("金牌选树", "/campaigns", "campaigns.list"),
        ("文书抽查", "/samplings", "samplings.list"),
        ("档案销毁", "/destructions", "destructions.list"),
        ("用户管理", "/accounts", "users.list"),
        ("日历管理", "/calendars", "calendar.load-calendar-year"),
        ("规则库", "/rules", "rulebook.change-rule"),
        ("提醒规则", "/reminder-rules", "reminder-rules.list"),
        ("发送记录", "/outbox", "outbox.list"),
        ("查阅记录", "/access-log", "access-log.read"),
    ];

    public static IEnumerable<(string Text, string Href)> For(Actor actor) => Places.Where(p => Policy.May(actor, p.Operation) && Fits(actor, p.Href)).Select(p => (p.Text, p.Href));

    /// <summary>A commission's people have each of their lists in the navigation; everyone else finds them behind one.</summary>
    private static bool Fits(Actor actor, string href) => href switch
    {
        // The offices that keep the register of commissions find it beside that of the organizations.
        "/docket" or "/entrustments" or "/recommendations" or "/commissions" => actor.Commission is not null,
        "/reviews" => actor.Commission is null,
        // Who works on cases alone finds the ranking on the page of the own organization; an organization's head finds the closed periods beside it.
        "/rankings" => actor.Is(Role.Head) || actor.Unit is not null || actor.Is(Role.Auditor),
        "/periods" => actor.Unit is not null || actor.Is(Role.Auditor),
        _ => true,
    };

    public static string HomeOf(Actor actor) => For(actor).Select(p => p.Href).FirstOrDefault("/password");

    public static string RoleText(Actor actor) => string.Join('、', actor.Roles.Order().Select(r => r switch
    {
        Role.Mediator => "调解员",
        Role.Head => "组织负责人",
        Role.Clerk => "仲裁委立案人员",
        Role.Arbitrator => "仲裁员",
        Role.Director => "仲裁院负责人",
        Role.City => "市（州）三方办公室",
        Role.Province => "省三方办公室",
        Role.Auditor => "审计人员",
        Role.Admin => "系统管理员",
        Role.Party => "当事人",
        _ => "系统",
    }));
}
