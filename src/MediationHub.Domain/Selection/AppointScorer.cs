using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Selection;

/// <summary>Appoint an expert: an account that will score by itself, or a person declared by name whose signed sheets the office enters.</summary>
/// <param name="UserName">The account; then name, organization and mediator are taken from it.</param>
/// <param name="OrganizationId">The mediation organization that a declared person belongs to.</param>
/// <param name="MediatorId">The declared person in the roster of mediators.</param>
public sealed record AppointScorer(string? UserName = null, Personal Name = default, string? Employer = null, OrganizationId? OrganizationId = null, MediatorId? MediatorId = null) : ICampaignCommand<AppointScorer>
{
    /// <summary>A campaign has so many scorers at most.</summary>
    public const int Most = 50;

    public static string Command => "appoint-scorer";
    static string ICampaignCommand<AppointScorer>.Name => Command;

    /// <summary>What the account is bound to; null where there is no such account. Read by the pipeline, never by the caller.</summary>
    [JsonIgnore]
    public ScorerAccount? Account { get; init; }

    /// <summary>The organization nominated in this campaign that the person belongs or belonged to; null where there is none. Read by the pipeline, never by the caller.</summary>
    [JsonIgnore]
    public string? NominatedHouse { get; init; }

    public static IEnumerable<Refusal> Missing(Campaign state, Context at) => state.At(CampaignStage.Published, CampaignStage.NominationOpen, CampaignStage.NominationClosed, CampaignStage.Evaluation, CampaignStage.Shortlisted);

    public Decision Decide(Campaign state, Context at)
    {
        var account = string.IsNullOrWhiteSpace(UserName) ? null : UserName.Trim();
        if (account is null && state.Scorers.Exists(s => s.UserName is null && s.Name == Name && s.Employer == TextRules.Clean(Employer))) return Decision.Nothing;
        if (account is not null && state.Scorers.Exists(s => s.UserName == account)) return Decision.Nothing;
        if (Missing(state, at).FirstOrDefault() is { } no) return no;

        var problems = new Problems();
        if (account is not null && Account is null) problems.Add("userName", "没有这个账号，请核对。", "There is no such account; check the user name.");
        if (account is null) problems.RequireText("name", Name, TextRules.Longest.Name, "请填写评审人姓名。", "Name the scorer.");
        if (account is null || !string.IsNullOrWhiteSpace(Employer)) problems.RequireText("employer", Employer, TextRules.Longest.Name, "请填写评审人的工作单位。", "Say where the scorer works.");
        if (state.Scorers.Count >= Most) problems.Add("name", $"评审人最多{Most}名。", $"At most {Most} scorers.");
        if (problems.ToRefusal() is { } invalid) return invalid;

        if (Account?.Unit is { } unit && unit == state.Unit || ScorerTies.IsOffice(state, Employer)) return NominationRefusals.ScorerDecides;
        if (NominatedHouse is { } house) return NominationRefusals.ScorerOfOrganization(house);
        var id = new ScorerId($"e{state.Scorers.Count + 1}");
        return new ScorerAppointed(account is null
            ? new(id, Name, TextRules.Clean(Employer), null, OrganizationId, MediatorId, null, at.Today)
            : new(id, Account!.Name, string.IsNullOrWhiteSpace(Employer) ? Account.Employer : TextRules.Clean(Employer), account, Account.OrganizationId ?? OrganizationId, Account.MediatorId ?? MediatorId, Account.Unit, at.Today));
    }
}

/// <summary>What an account says of its person.</summary>
/// <param name="Employer">The house that it is bound to, in Chinese.</param>
public sealed record ScorerAccount(Personal Name, string Employer, OrganizationId? OrganizationId, MediatorId? MediatorId, string? Unit);
