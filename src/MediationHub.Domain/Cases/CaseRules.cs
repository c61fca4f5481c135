using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;

namespace MediationHub.Domain.Cases;

/// <summary>A command of a case that knows what a case still lacks for it; <see cref="CaseGuide"/> shows the same.</summary>
public interface ICaseCommand<TSelf> : ICommand<MediationCase> where TSelf : ICaseCommand<TSelf>
{
    /// <summary>The command's name in the API.</summary>
    static abstract string Name { get; }

    /// <summary>Every reason why no command of this kind could be carried out now, whatever it says.</summary>
    static abstract IEnumerable<Refusal> Missing(MediationCase state, Context at);

    IEnumerable<StreamRef> ICommand<MediationCase>.Reads(MediationCase state) => state.ReadsOrganization();
}

/// <summary>Guards and checks that several commands share.</summary>
internal static class CaseRules
{
    public static IEnumerable<StreamRef> ReadsOrganization(this MediationCase state) =>
        state.Exists ? [StreamRef.To<Organization>(state.OrganizationId.Value)] : [];

    public static IEnumerable<StreamRef> ReadsMediator(this MediationCase state, MediatorId mediator) =>
        mediator.Value is null ? state.ReadsOrganization() : [.. state.ReadsOrganization(), StreamRef.To<Mediator>(mediator.Value)];

    /// <summary>The case is at one of the stages from <paramref name="first"/> to <paramref name="last"/>, both open, and its organization may work on it.</summary>
    public static IEnumerable<Refusal> Between(this MediationCase state, Context at, CaseStage first, CaseStage last)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Stage >= CaseStage.Closed) yield return CaseRefusals.Ended(state.Stage);
        else
        {
            if (state.Stage < first) yield return state.Stage < CaseStage.Accepted ? CaseRefusals.NotAcceptedYet : state.Stage < CaseStage.InMediation ? CaseRefusals.NoSessionHeld : CaseRefusals.NoDraft;
            if (state.Stage > last) yield return last < CaseStage.Accepted ? CaseRefusals.AlreadyAccepted : state.Stage is CaseStage.AgreementDrafted ? CaseRefusals.AgreementDrafted : CaseRefusals.AgreementInForce;
            foreach (var refusal in state.Working(at)) yield return refusal;
        }
    }

    /// <summary>An agreement is in force, whatever the stage.</summary>
    public static IEnumerable<Refusal> InForce(this MediationCase state)
    {
        if (!state.Exists) yield return CaseRefusals.Unknown;
        else if (state.Agreement is { Invalidated: true, Ruling: { } ruling }) yield return CaseRefusals.AgreementInvalidated(ruling);
        else if (state.InForce is null) yield return CaseRefusals.NoAgreementInForce;
    }

    /// <summary>Only an organization that may finish cases works on them.</summary>
    public static IEnumerable<Refusal> Working(this MediationCase state, Context at)
    {
        if (at.Find<Organization>(state.OrganizationId.Value) is not { FinishesCases: true }) yield return CaseRefusals.OrganizationNotWorking;
    }

    /// <summary>What mediating itself needs besides the stage.</summary>
    public static IEnumerable<Refusal> Mediating(this MediationCase state)
    {
        if (state.Suspended) yield return CaseRefusals.Suspended;
        if (state.OpenRecusal is not null) yield return CaseRefusals.RecusalPending;
        if (state.IsOpen && state.Stage >= CaseStage.Accepted && state.Lead is null) yield return CaseRefusals.MediatorMissing;
    }

    /// <summary>
    /// After acceptance it came out that a commission or court has decided the dispute or is deciding it: nothing more is agreed here. What was done is still put on
    /// record, and every way out of the case stays open.
    /// </summary>
    public static IEnumerable<Refusal> NotDecidedElsewhere(this MediationCase state)
    {
        if (state is { IsOpen: true, AcceptedOn: not null, InForce: null, BarredBy: { } elsewhere }) yield return CaseRefusals.DisputeElsewhere(elsewhere, accepted: true);
    }

    /// <summary>Why this mediator may not take part in the case on that day; null where nothing stands against it.</summary>
    public static Refusal? MayTakePart(this MediationCase state, Context at, MediatorId id, DateOnly on)
    {
        if (id.Value is null || at.Find<Mediator>(id.Value) is not { } mediator) return Refusal.Invalid("mediatorId", "没有这名调解员,请从名册中选择。", "There is no such mediator; choose from the roster.");
        if (state.Recusals.Exists(r => r.MediatorId == id && r.Granted is true)) return CaseRefusals.MediatorRecused;
        if (!mediator.MayMediateAt(state.OrganizationId, on)) return CaseRefusals.MediatorNotEligible(on);
        return state.IsConcerned(mediator) ? CaseRefusals.MediatorConflict : null;
    }

    /// <summary>The mediator is a party or an agent: the same ID number, or the same name and telephone.</summary>
    internal static bool IsConcerned(this MediationCase state, Mediator mediator)
    {
        var id = IdDocument.Normalize(mediator.IdNumber);
        var phone = Phone.Normalize(mediator.Profile.Phone);
        return state.Parties.Exists(p => Same(p.Name, p.IdNumber, p.Phone) || p.Agents.Any(a => Same(a.Name, a.IdNumber, a.Phone)))
            || state.Members.Any(m => Same(m.Name, m.IdNumber, m.Phone));

        bool Same(Personal name, Personal idNumber, Personal telephone) =>
            id.Length > 0 && IdDocument.Normalize(idNumber) == id
            || phone.Length > 0 && name == mediator.Name && Phone.Normalize(telephone) == phone;
    }

    /// <summary>The side of the workers: the applicants' unless only respondents are natural persons.</summary>
    public static PartySide WorkerSide(this MediationCase state) =>
        state.Respondents.Any(p => p.Kind is PartyKind.Person) && state.Applicants.All(p => p.Kind is PartyKind.Employer) ? PartySide.Respondent : PartySide.Applicant;

    /// <summary>Whose signatures stand for all: representatives sign for the side that chose them.</summary>
    public static IEnumerable<PartyId> WhoSigns(this MediationCase state) => state.Representatives is { } chosen
        ? chosen.People.Concat(state.Parties.Where(p => p.Side != state.WorkerSide()).Select(p => p.Id))
        : state.Parties.Select(p => p.Id);

    /// <summary>The end of a case and whether it came in time, by the clock as it stands. What expired did not end in time; by a provisional clock nothing is late.</summary>
    public static Closing EndingWith(this MediationCase state, Outcome outcome, DateOnly on, IReadOnlyList<FailureReason> reasons, Context at)
    {
        if (state.AcceptedOn is null) return new Closing(outcome, on, reasons, null, InTime: true, Law: at.Law);
        var clock = CaseClocks.Closing(state, at.Calendar, at.Rules);
        return new Closing(outcome, on, reasons, clock.Due, InTime: outcome is not Outcome.Expired && (on <= clock.Due || clock.Provisional), Law: at.Law);
    }

    /// <summary>Names of parties and members, for sentences to people.</summary>
    public static Personal NameOf(this MediationCase state, PartyId id) => state.Party(id)?.Name ?? state.Members.FirstOrDefault(m => m.Id == id)?.Name ?? id.Value;

    public static void RequireParty(this Problems problems, MediationCase state, string field, PartyId? id)
    {
        if (id is not { Value: not null } given || state.Party(given) is null)
            problems.Add(field, "本案没有这名当事人,请核对。", "The case has no such party; check the id.");
    }

    public static void CheckText(this Problems problems, string field, Personal text, int longest) => problems.Add(field, TextRules.Check(text.Value, longest));

    public static void RequireReason(this Problems problems, Personal reason) =>
        problems.RequireText("reason", reason, TextRules.Longest.Reason, "请填写原因。", "Give the reason.");

    /// <summary>A word that is not one of those the API names arrives as a number that stands for none.</summary>
    public static void RequireWord<TWord>(this Problems problems, string field, TWord word) where TWord : struct, Enum
    {
        if (!Enum.IsDefined(word)) problems.Add(field, "请选择列出的选项。", "Choose one of the listed words.");
    }

    /// <summary>The later of two days.</summary>
    public static DateOnly Later(DateOnly one, DateOnly? other) => other > one ? other.Value : one;
}
