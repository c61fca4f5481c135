using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Cases;

/// <summary>Add a party, such as the using unit beside the dispatching one (LMA 22). It is asked for its consent like every other.</summary>
public sealed record AddParty(PartySide Side, PartyDetails Party, Personal Reason = default) : ICaseCommand<AddParty>
{
    public static string Name => "add-party";

    public static IEnumerable<Refusal> Missing(MediationCase state, Context at) => state.Between(at, CaseStage.Registered, CaseStage.InMediation);

    public Decision Decide(MediationCase state, Context at)
    {
        var details = (Party ?? new PartyDetails()).Cleaned();
        if (state.Parties.Exists(p => p.Side == Side && p.Name == details.Name && p.Identification == details.Identification && p.Phone == details.Phone)) return Decision.Nothing;

        var problems = new Problems();
        problems.RequireWord("side", Side);
        problems.CheckParty("party", details, identified: false, at.Today);
        problems.CheckTwice([.. state.Parties.Select(p => ("", (PartyDetails)p)), ("party", details)]);
        problems.CheckText("reason", Reason, TextRules.Longest.Reason);
        if (problems.ToRefusal() is { } invalid) return invalid;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var id = Side is PartySide.Applicant ? $"a{state.ApplicantsEver + 1}" : $"r{state.RespondentsEver + 1}";
        // Someone who joins the applicants applies.
        var consent = Side is PartySide.Applicant && state.Source is not CaseSource.OwnInitiative ? new Consent(true, at.Today, ByApplication: true) : null;
        return new PartyAdded(new Party(PartyId.From(id), Side, details) { Consent = consent }, Reason);
    }
}
