using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Components;

namespace MediationHub.Web.Features.Organizations.Filing;

/// <summary>What happened to an organization's filing, with reasons: for those who work with it.</summary>
public static class FilingHistory
{
    /// <param name="names">User name → the person's name.</param>
    public static IReadOnlyList<(TimelineEntry Entry, string? Detail)> Of(IReadOnlyList<Happened> history, IReadOnlyDictionary<string, string> names) =>
        [.. history.Reverse().Select(h => (new TimelineEntry(h.At, Text(h.Event), names.GetValueOrDefault(h.Actor, h.Actor), Icon(h.Event)), Detail(h.Event)))];

    private static string Text(DomainEvent happened) => On(happened) is { } on ? $"{PlainWords.Title(happened)}（{on:yyyy-MM-dd}）" : PlainWords.Title(happened);

    private static DateOnly? On(DomainEvent happened) => happened switch
    {
        OrganizationSubmitted e => e.On,
        OrganizationFiled e => e.On,
        OrganizationReturned e => e.On,
        OrganizationRefused e => e.On,
        OrganizationActivated e => e.On,
        RectificationOrdered e => e.On,
        OrganizationSuspended e => e.On,
        OrganizationResumed e => e.On,
        OrganizationDeregistered e => e.On,
        FilingChanged e => e.On,
        OrganizationListed e => e.On,
        OrganizationImported e => e.On,
        OrganizationUnlisted e => e.On,
        EnteredLate e => e.On,
        _ => null,
    };

    private static string? Detail(DomainEvent happened) => happened switch
    {
        OrganizationFiled e => e.FilingNumber,
        OrganizationReturned e => Listed("补正事项", e.Reasons),
        OrganizationRefused e => e.Reason,
        RectificationOrdered e => $"整改期限：{e.DueOn:yyyy-MM-dd}。{Listed("整改内容", e.Items)}",
        OrganizationSuspended e => e.Reason,
        OrganizationResumed e => e.Comment,
        OrganizationDeregistered e => e.Reason,
        FilingChanged e => $"名称：{e.Particulars.Name}；负责人：{e.Particulars.HeadName}；地址：{e.Particulars.Address}。原因：{e.Reason}",
        OrganizationUnlisted e => e.Reason,
        OrganizationImported { Filing: { } filing } e => $"原备案日期 {filing.FiledOn:yyyy-MM-dd}{(filing.Number is null ? "" : $"，备案号 {filing.Number}")}；导入编号 {e.Source.ImportId}，第 {e.Source.Row} 行",
        OrganizationImported e => $"导入编号 {e.Source.ImportId}，第 {e.Source.Row} 行",
        ProofAdded e => e.Proof.Kind.Chinese() is var kind && e.Proof.Title == kind ? kind : $"{kind}：{e.Proof.Title}",
        ProofWithdrawn e => e.Reason,
        RoomsListed { Rooms.Count: > 0 } e => string.Join('、', e.Rooms),
        EnteredLate e => $"迟 {e.WorkingDaysLate} 个工作日录入。原因：{e.Reason}",
        _ => null,
    };

    private static string Listed(string what, IReadOnlyList<Personal> items) => $"{what}：{string.Join('；', items.Select((item, i) => $"{(items.Count == 1 ? "" : $"{i + 1}. ")}{item.Value?.TrimEnd('。', '；', ';')}"))}。";

    private static IconName Icon(DomainEvent happened) => happened switch
    {
        OrganizationFiled or OrganizationActivated or OrganizationResumed or OrganizationListed => IconName.Check,
        OrganizationRefused or OrganizationDeregistered => IconName.Close,
        OrganizationReturned or RectificationOrdered or OrganizationSuspended or OrganizationUnlisted or ProofWithdrawn => IconName.Alert,
        EnteredLate => IconName.Clock,
        _ => IconName.Document,
    };
}
