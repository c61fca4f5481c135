using MediationHub.Domain.Access;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using MediationHub.Web.Features.Site;

namespace MediationHub.Web.Features.Accounts.Manage;

/// <summary>The roles that an account may have, and what each is bound to.</summary>
public static class RoleChoices
{
    private static readonly (Role Role, string Hint)[] Roles =
    [
        (Role.Mediator, "办理本组织的案件；须选择调解组织和调解员。"),
        (Role.Head, "管理本组织的案件、名册和账号；须选择调解组织。"),
        (Role.Clerk, "仲裁审查的受理与送达；须选择仲裁委员会。"),
        (Role.Arbitrator, "仲裁审查的审理；须选择仲裁委员会和仲裁员。"),
        (Role.Director, "仲裁审查的审批；须选择仲裁委员会。"),
        (Role.City, "本地区调解组织的备案与管理；须选择所属地区。"),
        (Role.Province, "全省数据、规则与选树；须选择所属地区。"),
        (Role.Auditor, "查阅全部案件（遮蔽个人信息）和查阅记录。"),
        (Role.Admin, "账号与系统设置；不接触案件，不能兼任其他角色。"),
    ];

    public static IReadOnlyList<Choice> All { get; } = [.. Roles.Select(r => new Choice(ApiWord.Of(r.Role), Name(r.Role), r.Hint))];

    /// <summary>A head gives this one only.</summary>
    public static IReadOnlyList<Choice> OfHead { get; } = [All[0] with { Hint = "办理本组织的案件。" }];

    public static string Text(string word) => Enum.TryParse<Role>(word, ignoreCase: true, out var role) ? Name(role) : word;

    private static string Name(Role role) => Navigation.RoleText(new Actor("", new HashSet<Role> { role }));
}
