using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Store.Aggregates;
using MediationHub.Web.Api;
using MediationHub.Web.Components;
using Microsoft.AspNetCore.Components;

namespace MediationHub.Web.Features.Cases.Dossier;

/// <summary>An event of a case as its timeline tells it. Statements and offers are never part of it; why a record was corrected, why a case was not accepted and what was noted at its closing are, but an auditor reads no reasons here: they may name people under names that were corrected since.</summary>
internal static class HistoryText
{
    /// <param name="origin">Where the case comes from, where its registration alone does not say it.</param>
    public static TimelineEntry Of(Happened h, string by, CaseFileModel model, string? origin = null)
    {
        var detail = (h.Event is CaseRegistered registered && origin is not null ? $"{registered.Number}，{origin}" : Detail(h.Event, model)) is { Length: > 0 } text ? CaseText.FullWidth(text) : null;
        return new(h.At, CaseText.FullWidth(PlainWords.Title(h.Event)), by, IconOf(h.Event), detail is null ? null : (RenderFragment)(builder => builder.AddContent(0, detail)));
    }

    /// <summary>The detail for callers of the API, who know parties by their ids; with the same reasons as the page.</summary>
    /// <param name="nameless">The reader sees no one's name (an auditor).</param>
    public static string? Told(DomainEvent happened, MediationCase c, bool nameless)
    {
        return happened switch
        {
            CaseCorrected e => Reasoned(string.Join('；', Corrected(e.Fields, RoleOf)), "更正原因", e.Reason, nameless),
            CaseNotAccepted e => Reasoned(e.Ground.Chinese(), "理由", e.Reason, nameless),
            CaseClosed e => Reasoned(e.Closing.Outcome.Chinese(), "说明", e.Note, nameless),
            _ => PlainWords.Detail(happened),
        };

        string RoleOf(PartyId id) => $"{c.Party(id)?.Side.Chinese() ?? "已撤去的当事人"}（{id.Value}）";
    }

    private static string Reasoned(string what, string label, Personal reason, bool nameless) =>
        nameless || reason.IsEmpty ? what : $"{what}{(what.Length > 0 ? "。" : "")}{label}：{reason}";

    private static string? Detail(DomainEvent happened, CaseFileModel model) => happened switch
    {
        CaseCorrected e => Reasoned(string.Join('；', Corrected(e.Fields, model.NameOf)), "更正原因", e.Reason, model.Nameless),
        PartyConsented e => $"{model.NameOf(e.PartyId)}，{e.On:yyyy-MM-dd}",
        PartyRefusedMediation e => $"{model.NameOf(e.PartyId)}，{e.On:yyyy-MM-dd}",
        ConsentAsked e => $"{e.On:yyyy-MM-dd}",
        CaseAccepted e => $"{e.On:yyyy-MM-dd}，主办 {model.NameOf(e.MediatorId)}{(e.Late ? $"，超过受理期限（{e.Due:yyyy-MM-dd}）" : "")}{(e.Elsewhere is { } asked ? $"；询问同一争议的裁决、诉讼情况：{asked.Kind.Chinese()}" : "")}",
        CaseNotAccepted e => Reasoned(e.Ground.Chinese(), "理由", e.Reason, model.Nameless),
        MediatorAssigned e => $"{e.Role.Chinese()} {model.NameOf(e.MediatorId)}",
        RecusalRequested e => model.NameOf(e.MediatorId),
        RecusalDecided e => $"{model.NameOf(e.MediatorId)}，{(e.Granted ? "准许" : "不予准许")}",
        PartyAdded e => $"{e.Party.Side.Chinese()} {model.NameOf(e.Party.Name)}",
        PartyRemoved e => model.NameOf(e.PartyId),
        AgentAppointed e => $"{model.NameOf(e.PartyId)}委托 {model.NameOf(e.Agent.Name)}（{e.Agent.Powers.Chinese()}）",
        AddressConfirmed e => $"{model.NameOf(e.PartyId)}，{e.Confirmation.On:yyyy-MM-dd}{(e.Confirmation.Channel is { } channel ? $"，同意{channel.Chinese()}送达" : "")}",
        MemberRemoved e => model.NameOf(e.MemberId),
        MembersImported e => $"共 {e.Members.Count} 人",
        EvidenceAdded e => model.State.Evidence.Find(x => x.Id == e.Evidence.Id)?.Title.Value,
        AgreementSigned e => e.Signature.PartyId is { } party ? $"{model.NameOf(party)}，{ChinaTime.Show(e.Signature.SignedAt)}" : $"调解员 {model.NameOf(e.Signature.MediatorId!.Value)}，{ChinaTime.Show(e.Signature.SignedAt)}",
        CaseSplit e => $"拆出{string.Join('、', e.ClaimNos.Select(no => $"第 {no} 项"))}请求，{e.People.Count} 人",
        CaseClosed e => Reasoned($"{e.Closing.Outcome.Chinese()}，{e.Closing.On:yyyy-MM-dd}", "说明", e.Note, model.Nameless),
        PaperMade e => $"{e.Paper.Kind.Chinese()}{(e.Paper.PartyId is { } party ? $"，{model.NameOf(party)}" : "")}",
        ServiceRecorded e => $"{model.NameOf(e.Attempt.PartyId)}，{e.Attempt.Method.Chinese()}，{e.Attempt.Result.Chinese()}",
        PerformanceRecorded e => $"第 {e.TermNo} 项，{e.On:yyyy-MM-dd}",
        ReceiptConfirmed e => $"第 {e.TermNo} 项，{e.On:yyyy-MM-dd}",
        DefaultMarked e => $"第 {e.TermNo} 项，{e.On:yyyy-MM-dd}",
        RemedyStarted e => e.Remedy.Kind.Chinese(),
        LimitationCauseNoted e => $"{e.Cause.Kind.Chinese()}，{e.Cause.On:yyyy-MM-dd}",
        AgreementRuled e => $"{e.Ruling.Kind.Chinese()}，{e.Ruling.DocumentNo}，{e.Ruling.On:yyyy-MM-dd}生效",
        ReopeningRequested e => e.Request.Ground.Chinese(),
        CaseSuspended e => e.Suspension.Ground.Chinese(),
        _ => PlainWords.Detail(happened),
    };

    /// <summary>What stands since; of texts and of a party's particulars only that they changed.</summary>
    private static IEnumerable<string> Corrected(CaseCorrection to, Func<PartyId, string> nameOf)
    {
        if (to.Source is { } source) yield return $"案件来源改为{source.Chinese()}";
        if (to.Form is { } form) yield return $"申请方式改为{form.Chinese()}";
        if (to.ReceivedAt is { } received) yield return $"收到时间改为 {ChinaTime.Show(received)}";
        if (to.DisputeType is not null) yield return "争议类型";
        if (to.OccurredOn is { } occurred) yield return $"争议发生日期改为 {occurred:yyyy-MM-dd}";
        if (to.KnewOn is { } knew) yield return $"知道权利受侵害日期改为 {knew:yyyy-MM-dd}";
        if (to.WorkersInvolved is { } workers) yield return $"涉及劳动者改为 {workers} 人";
        if (to.Elsewhere is { } elsewhere) yield return $"同一争议的裁决、诉讼情况改为“{elsewhere.Kind.Chinese()}”";
        if (to.Court is not null) yield return "法院委派、委托的情况";
        if (!to.Facts.IsEmpty) yield return "事实与理由";
        foreach (var party in to.Parties.Where(p => !p.SaysNothing)) yield return $"{nameOf(party.PartyId)}的登记内容";
    }

    private static IconName IconOf(DomainEvent happened) => happened switch
    {
        CaseRegistered => IconName.Folder,
        PartyConsented or CaseAccepted or CaseClosed or CaseArchived => IconName.Check,
        PartyRefusedMediation or CaseNotAccepted or ApplicationWithdrawn => IconName.Close,
        SessionScheduled or SessionMoved or SessionCancelled or TermExtended => IconName.Calendar,
        SessionHeld => IconName.People,
        AgreementDrafted or AgreementSigned or PaperMade or EvidenceAdded => IconName.Document,
        AgreementTookEffect => IconName.Seal,
        AgreementRuled { Ruling.Kind: not RulingKind.Confirmed } => IconName.Alert,
        MediatorAssigned or PartyAdded or AgentAppointed => IconName.User,
        EnteredLate or DefaultMarked => IconName.Alert,
        CaseFollowedUp => IconName.Phone,
        _ => IconName.Dot,
    };
}
