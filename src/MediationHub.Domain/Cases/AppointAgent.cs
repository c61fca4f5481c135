using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;

namespace MediationHub.Domain.Cases;

/// <summary>Record a power of attorney 授权委托书. To settle takes special powers.</summary>
public sealed record AppointAgent(PartyId PartyId, Personal Name, AgentPowers Powers, FileId FileId, Personal Phone = default, Personal IdNumber = default) : ICaseCommand<AppointAgent>
{
    static string ICaseCommand<AppointAgent>.Name => "appoint-agent";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => state.Between(at, CaseStage.Registered, CaseStage.AgreementDrafted);

    public Decision Decide(MediationCase state, Context at)
    {
        var party = state.Party(PartyId);
        var agent = new Agent($"g{state.AgentsEver + 1}", Name, Powers, FileId, Parties.Phone.Normalize(Phone), IdDocument.Normalize(IdNumber));
        var before = party?.Agents.FirstOrDefault(a => a.Name == Name);
        if (before is not null && before == agent with { Id = before.Id }) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireParty(state, "partyId", PartyId);
        problems.RequireText("name", Name, TextRules.Longest.Name, "请填写代理人姓名。", "Give the agent's name.");
        problems.RequireWord("powers", Powers);
        problems.Require("fileId", FileId.Value, "请上传授权委托书。", "Add the power of attorney.");
        if (!agent.Phone.IsEmpty) problems.Add("phone", Parties.Phone.Check(agent.Phone));
        problems.CheckText("idNumber", agent.IdNumber, 30);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        return before is null && party!.Agents.Count >= at.Rules.Settings.AgentsPerParty.Value ? CaseRefusals.TooManyAgents(at.Rules.Settings.AgentsPerParty.Value) : new AgentAppointed(PartyId, agent);
    }
}
