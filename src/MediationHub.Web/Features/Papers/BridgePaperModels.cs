using MediationHub.Documents;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Organizations;
using MediationHub.Domain.Parties;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using PaperKind = MediationHub.Documents.PaperKind;

namespace MediationHub.Web.Features.Papers;

/// <summary>
/// Makes a paper's model from a review, an entrustment or a recommendation as it stands. Of the mediation there is only what crossed to the commission
/// (<see cref="CaseExtract"/>): no statement, offer, private session or reason of failure can come into these papers.
/// </summary>
/// <param name="Organizations">Those that the record names.</param>
public sealed partial record BridgePaperModels(Commission Commission, IReadOnlyDictionary<OrganizationId, Organization> Organizations, Context At)
{
    /// <summary>The one of the three records that papers are made from; the others do not exist.</summary>
    public Review Review { get; init; } = Review.Empty;

    public Entrustment Entrustment { get; init; } = Entrustment.Empty;
    public Recommendation Recommendation { get; init; } = Recommendation.Empty;

    private IKeepsPapers Owner => Review.Exists ? Review : Entrustment.Exists ? Entrustment : Recommendation;

    /// <summary>Whether such a paper was made before.</summary>
    public bool Made(PaperKind kind, Func<CasePaper, bool>? which = null) => Owner.Papers.Exists(p => p.Kind.ToString() == kind.ToString() && (which is null || which(p)));

    private T Headed<T>(T paper, OrganizationId? organization, string number, string disputeType, IReadOnlyList<Claim> claims) where T : CommissionPaper
    {
        var house = organization is { } id ? Organizations.GetValueOrDefault(id) : null;
        return paper with
        {
            Commission = Commission.Name,
            CommissionPhone = Commission.Profile.Phone.Value,
            CommissionAddress = Commission.Profile.Address.Value,
            Organization = house?.Name,
            OrganizationPhone = house?.Phone.Value,
            OrganizationAddress = house?.Address.Value,
            CaseNumber = number,
            DisputeType = string.Join('、', claims.Select(c => c.Type).Prepend(disputeType).Distinct().Select(t => At.Rules.DisputeTypes.Find(t)?.Name ?? t).Distinct().Take(4)),
        };
    }

    private static IReadOnlyList<ClaimText> Claims(IReadOnlyList<Claim> claims) =>
        [.. claims.Select(c => new ClaimText { Text = c.Text.Value?.TrimEnd('。', '；', ';', '.'), Amount = c.Amount is { } amount ? Amount(amount) : null })];

    /// <summary>A party as the commission was told of it. Where papers reach it stands apart, since it need not live there.</summary>
    private static PartyText Text(ExtractParty p, bool address)
    {
        IReadOnlyList<AgentText> agents = [.. p.Agents.Select(a => new AgentText { Name = a.Name, Powers = a.Powers is AgentPowers.Special ? "特别授权" : "一般授权" })];
        var reached = address ? p.ServiceAddress.Value : null;
        if (p.Kind is PartyKind.Employer) return new EmployerText { Name = p.Name, Address = reached, Agents = agents, CreditCode = p.CreditCode, LegalRepresentative = p.LegalRepresentative };
        var resident = p.IdType is null or IdType.ResidentId && ResidentId.BornOn(p.IdNumber) is not null;
        return new PersonText
        {
            Name = p.Name,
            Address = reached,
            Agents = agents,
            Sex = resident ? ResidentId.SexOf(p.IdNumber) switch { Sex.Male => "男", Sex.Female => "女", _ => null } : null,
            Birth = resident && ResidentId.BornOn(p.IdNumber) is { } on ? Day(on) : null,
            IdType = PaperModels.IdTypeText(p.IdType),
            IdNumber = p.IdNumber,
        };
    }

    private static IReadOnlyList<AddressText> Addresses(CaseExtract c) =>
        [.. c.Parties.Where(p => !p.ServiceAddress.IsEmpty || !p.Phone.IsEmpty).Select(p => new AddressText { Party = p.Name, Address = p.ServiceAddress.Value, Phone = p.Phone.Value })];

    /// <summary>A finished sentence from what somebody entered.</summary>
    internal static string? Sentence(Personal text) => text.IsEmpty ? null : text.Value!.TrimEnd('。', '；', ';', '.') + "。";

    private static AmountText Amount(decimal amount) => PaperModels.Amount(amount);

    private static string Day(DateOnly day) => PaperModels.Day(day);
}
