using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Selection;

/// <summary>Assign a scorer of the campaign to this nomination: nobody of an organization that is nominated in the campaign, none of their mediators, nobody of the unit that nominates or of its commissions, of the body that hosts the organization, or of the office that decides. A third only where two differ too much, or where the office has a reason not to let them stand.</summary>
/// <param name="NotTheSame">How it was made sure that a mediator of the same name is another person.</param>
/// <param name="Moderation">Why a third scores although the two do not differ too much, such as a scorer's own word that a sheet is wrong. The points then wait for the third.</param>
public sealed record AssignScorer(ScorerId ScorerId, Personal NotTheSame = default, Personal Moderation = default) : INominationCommand<AssignScorer>
{
    public static string Name => "assign-scorer";

    /// <summary>What the roster says. Read by the pipeline, never by the caller.</summary>
    [JsonIgnore]
    public ScorerTies Ties { get; init; } = new(false, false);

    public IEnumerable<StreamRef> Reads(Nomination state) => NominationGuide.Reads(state);

    public static IEnumerable<Refusal> Missing(Nomination state, Context at)
    {
        foreach (var refusal in state.At(NominationStage.Qualified, NominationStage.Scored)) yield return refusal;
        if (state is not { Exists: true, Stage: NominationStage.Qualified or NominationStage.Scored }) yield break;
        var campaign = at.CampaignOf(state);
        if (!campaign.Evaluates(state.Id)) yield return NominationRefusals.EvaluationNotBegun(campaign.Stage);
        else if (state.Scorers.Count(s => s.HasConflict is not true) >= (state.Stage is NominationStage.Scored || state.NeedsThird(campaign.Standards!) ? 3 : 2)) yield return NominationRefusals.ScorersEnough;
    }

    public Decision Decide(Nomination state, Context at)
    {
        if (state.Assigned(ScorerId) is not null) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;
        if (at.CampaignOf(state).Scorer(ScorerId) is not { } scorer) return NominationRefusals.ScorerUnknown;

        if (Ties.Between(scorer, state, at) is { } tied) return tied;
        if (Ties.SameName && NotTheSame.IsEmpty) return NominationRefusals.ScorerMayMediateThere(at.OrganizationOf(state).Name);
        var problems = new Problems();
        problems.Add("notTheSame", TextRules.Check(NotTheSame, TextRules.Longest.Reason));
        var moderated = state.Stage is NominationStage.Scored;
        if (moderated) problems.RequireText("moderation", Moderation, TextRules.Longest.Reason, "两份评分已经成立，请写明为什么由第三人评分。", "The two scores stand: say why a third scorer is to decide.");
        return problems.ToRefusal() is { } invalid ? invalid : new NominationScorerAssigned(scorer, at.Today, at.Actor.UserName, moderated ? Moderation : default);
    }
}

/// <summary>What ties a scorer to a nominated organization.</summary>
/// <param name="Appointed">Is or was appointed there as a mediator.</param>
/// <param name="SameName">Somebody of the same name is, and the roster entry of the scorer is not known.</param>
/// <param name="NominatedHouse">Another organization nominated in the campaign that the scorer belongs to, or is or was a mediator of.</param>
/// <param name="CommissionRegions">Of the commission that the scorer's account belongs to, by seat and jurisdiction; empty for others.</param>
public sealed record ScorerTies(bool Appointed, bool SameName, string? NominatedHouse = null, IReadOnlyList<string>? CommissionRegions = null)
{
    /// <summary>Why this person cannot score this nomination; null where nothing is known against it. Asked when a scorer is assigned and again when the points are given.</summary>
    internal Refusal? Between(Scorer scorer, Nomination nomination, Context at)
    {
        var (campaign, organization) = (at.CampaignOf(nomination), at.OrganizationOf(nomination));
        return scorer.OrganizationId == nomination.OrganizationId || TextRules.Code(scorer.Employer) == TextRules.Code(organization.Name) ? NominationRefusals.ScorerOfOrganization(organization.Name)
            : Appointed ? NominationRefusals.ScorerMediatesThere(organization.Name)
            : NominatedHouse is { } other ? NominationRefusals.ScorerOfOrganization(other)
            : scorer.Unit == campaign.Unit || IsOffice(campaign, scorer.Employer) ? NominationRefusals.ScorerDecides
            : scorer.Unit is { } unit && Regions.BuiltIn.IsWithin(unit, nomination.Unit) ? NominationRefusals.ScorerOfUnit
            : CommissionRegions?.Any(r => Regions.BuiltIn.IsWithin(r, nomination.Unit)) is true ? NominationRefusals.ScorerOfUnitsCommission(scorer.Employer)
            : organization.Profile.HostName is { Length: > 0 } host && TextRules.Code(scorer.Employer) == TextRules.Code(host) ? NominationRefusals.ScorerOfHost(host)
            : null;
    }

    /// <summary>Whether somebody who works there is of the office that decides the campaign.</summary>
    internal static bool IsOffice(Campaign campaign, string? employer) => !string.IsNullOrWhiteSpace(employer) && Rulebook.Regions.BuiltIn.NameOf(campaign.Unit) is var province &&
        new[] { "省三方办公室", "省协调劳动关系三方办公室", $"{province}三方办公室", $"{province}协调劳动关系三方办公室" }.Contains(TextRules.Clean(employer));
}
