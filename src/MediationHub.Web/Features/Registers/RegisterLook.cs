using MediationHub.Documents.Registers;
using MediationHub.Domain.Access;
using MediationHub.Store.Imports;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.Registers;

/// <summary>Registers and imports in the office's words.</summary>
public static class RegisterLook
{
    /// <summary>The registers that this person may take in or out, in the order of the attachments.</summary>
    public static IEnumerable<RegisterForm> For(Actor actor) =>
        new[] { RegisterForm.Organizations, RegisterForm.Mediators, RegisterForm.Ledger }.Where(f => RegisterPlan.May(actor, f.Kind) || RegisterExport.May(actor, f.Kind));

    public static string About(string kind) => kind switch
    {
        "organizations" => "本地区调解组织的名称、类型、备案和制度等情况（附件3）。",
        "mediators" => "调解员的基本情况、证号和聘期（附件4）。",
        _ => "启用本系统以前已经办结的案件，只作查阅和历史统计，不计入成功率。",
    };

    /// <summary>The list that a register's entries stand in.</summary>
    public static string ListOf(string kind, Actor actor) => kind switch
    {
        "organizations" => "/organizations",
        "mediators" => "/mediators",
        _ => "/cases?ledger=only",
    };

    public static string Chinese(this Import import) => import switch
    {
        { State: ImportState.Checking } => "检查中",
        { State: ImportState.Checked, Errors: > 0 } => "有错误，须更正",
        { State: ImportState.Checked } => "检查通过，待确认",
        { State: ImportState.Running } => "导入中",
        { State: ImportState.Done, Failed: > 0 } => "已完成，部分未导入",
        { State: ImportState.Done } => "已完成",
        { State: ImportState.Cancelled } => "已取消",
        _ => "未能完成",
    };

    public static Tone Tone(this Import import) => import switch
    {
        { State: ImportState.Checked, Errors: > 0 } or { State: ImportState.Failed } => Components.Tone.Error,
        { State: ImportState.Done, Failed: > 0 } => Components.Tone.Warning,
        { State: ImportState.Done } => Components.Tone.Success,
        { State: ImportState.Cancelled } => Components.Tone.Neutral,
        _ => Components.Tone.Info,
    };
}
