using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Web.Features.Papers;

/// <summary>What a person says when asking for a paper. What is left out is taken from the case; what cannot be taken from there is named as missing.</summary>
/// <param name="Kind">The paper's word, such as <c>sessionNotice</c>.</param>
/// <param name="SessionId">Of a notice or a record: which session; left out: the next, or the last held.</param>
/// <param name="PartyId">The one party that the paper is for or by.</param>
/// <param name="PaperId">Of a receipt: the paper served.</param>
/// <param name="FollowUpNo">Which follow-up, from 1; left out: the last.</param>
/// <param name="Days">Of an extension: how many days.</param>
/// <param name="By">Until when a reply or the performance is asked for.</param>
/// <param name="Settled">Of a withdrawal: the parties settled by themselves.</param>
/// <param name="Court">Of an application for a payment order: the court.</param>
/// <param name="Representatives">Parties or members; left out: those chosen, or blank lines.</param>
/// <param name="Outside">Of a record: a copy for another body, which holds no offers unless every party agreed (OP71).</param>
/// <param name="ConcessionsAgreedBy">Of such a copy: the parties who agreed that it holds the offers.</param>
public sealed record PaperRequest(
    string Kind, string? SessionId = null, PartyId? PartyId = null, string? PaperId = null, int? FollowUpNo = null,
    int? Days = null, string? Reason = null, DateOnly? By = null,
    string? AgentName = null, string? AgentIdNumber = null, string? AgentPhone = null, string? AgentIdentity = null, AgentPowers? Powers = null,
    bool? Settled = null, IReadOnlyList<PartyId>? Representatives = null, string? Court = null, bool? Outside = null, IReadOnlyList<PartyId>? ConcessionsAgreedBy = null)
{
    /// <summary>What cannot stand in a paper, or null.</summary>
    public Refusal? Check(MediationCase c, DateOnly today)
    {
        var problems = new Problems();
        if (PartyId is { } party && c.Party(party) is null && !(Kind is "paymentOrderApplication" && c.IsPartyOrMember(party))) problems.Add("partyId", "本案没有这名当事人，请核对。", "The case has no such party; check the id.");
        if (PaperId is { } paper && !c.Papers.Exists(p => p.Id == paper)) problems.Add("paperId", "没有这份文书，请核对。", "There is no such paper; check the id.");
        if (FollowUpNo is { } no && (no < 1 || no > c.FollowUps.Count)) problems.Add("followUpNo", "没有这次回访，请核对。", "There is no such follow-up; check its number.");
        if (By < today) problems.Add("by", "期限不得早于今日。", "The day must not lie in the past.");
        if (Powers is { } powers && !Enum.IsDefined(powers)) problems.Add("powers", "请选择列出的选项。", "Choose one of the listed words.");
        problems.Add("reason", TextRules.Check(Reason, 200));
        problems.Add("court", TextRules.Check(Court, TextRules.Longest.Name));
        problems.Add("agentName", TextRules.Check(AgentName, TextRules.Longest.Name));
        problems.Add("agentIdentity", TextRules.Check(AgentIdentity, TextRules.Longest.Name));
        problems.Add("agentIdNumber", TextRules.Check(AgentIdNumber, 30));
        problems.Add("agentPhone", TextRules.Check(AgentPhone, 30));
        foreach (var (id, i) in (Representatives ?? []).Select((id, i) => (id, i)))
            if (!c.IsPartyOrMember(id)) problems.Add($"representatives[{i}]", "代表人应为本案劳动者一方的当事人或者成员。", "A representative is a party or member of the workers' side.");
        return problems.ToRefusal();
    }
}
