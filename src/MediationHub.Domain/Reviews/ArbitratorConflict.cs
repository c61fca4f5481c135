using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Parties;

namespace MediationHub.Domain.Reviews;

/// <summary>What can be seen on paper of a conflict of interest (LMA 33): the case's mediator, a party or an agent, or somebody of a party's staff. What cannot be seen the arbitrator declares.</summary>
public static class ArbitratorConflict
{
    public static Refusal? Of(Arbitrator arbitrator, CaseExtract c, IEnumerable<Mediator> mediators)
    {
        if (arbitrator.MediatorId is { } own && c.Mediators.Contains(own) || mediators.Any(m => Same(arbitrator, m.Name, m.IdNumber, m.Profile.Phone)))
            return ReviewRefusals.WasMediator(arbitrator.Name);
        foreach (var party in c.Parties)
        {
            if (party.Kind is PartyKind.Person && Same(arbitrator, party.Name, party.IdNumber, party.Phone)) return ReviewRefusals.IsParty(arbitrator.Name, party.Name);
            if (party.Agents.FirstOrDefault(a => Same(arbitrator, a.Name, a.IdNumber, a.Phone)) is { } agent) return ReviewRefusals.IsParty(arbitrator.Name, agent.Name);
            if (!party.LegalRepresentative.IsEmpty && party.LegalRepresentative == arbitrator.Name) return ReviewRefusals.IsParty(arbitrator.Name, party.LegalRepresentative);
            if (party.Kind is PartyKind.Employer && !arbitrator.Employer.IsEmpty && arbitrator.Employer == party.Name) return ReviewRefusals.OnItsStaff(arbitrator.Name, party.Name);
        }
        return null;
    }

    /// <summary>By the ID number where both have one; otherwise by the name, and only a different telephone tells two people of one name apart.</summary>
    private static bool Same(Arbitrator arbitrator, Personal name, Personal idNumber, Personal phone)
    {
        var (mine, other) = (IdDocument.Normalize(arbitrator.IdNumber), IdDocument.Normalize(idNumber));
        if (mine.Length > 0 && other.Length > 0) return mine == other;
        if (arbitrator.Name != name || name.IsEmpty) return false;
        var (my, its) = (Phone.Normalize(arbitrator.Phone), Phone.Normalize(phone));
        return my.Length == 0 || its.Length == 0 || my == its;
    }
}
