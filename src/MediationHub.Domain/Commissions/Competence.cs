using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Rulebook;

namespace MediationHub.Domain.Commissions;

/// <summary>What makes a commission competent for the review of an agreement (LMA 21, R33 §74; which of them, and in what order, is a setting of the province).</summary>
public enum CompetenceGround { PlaceOfPerformance, EmployerSeat, OrganizationSeat }

/// <summary>A commission among those that may be competent.</summary>
public sealed record CommissionSeat(CommissionId Id, string Name, IReadOnlyList<string> Jurisdiction);

/// <summary>Why a commission was taken.</summary>
/// <param name="Ground">Null where a person chose a commission that the setting would not have proposed.</param>
/// <param name="Region">The region that decided.</param>
public sealed record CompetenceReason(CompetenceGround? Ground, string? Region, string Text);

/// <summary>Which commission is competent: the first ground of the province's setting that leads to one, with its reason. A person decides.</summary>
public static class Competence
{
    /// <param name="place">The region where the contract is performed, where it is known.</param>
    /// <param name="organizationUnit">The region of the organization that mediated.</param>
    public static (CommissionSeat Seat, CompetenceReason Reason)? Propose(MediationCase c, string? place, string? organizationUnit, IReadOnlyList<CommissionSeat> seats, RuleSet rules)
    {
        foreach (var ground in rules.Settings.CompetentCommission.Value)
        {
            var region = ground switch
            {
                CompetenceGround.PlaceOfPerformance => Regions.BuiltIn.Find(place),
                CompetenceGround.EmployerSeat => SeatOfEmployer(c),
                _ => Regions.BuiltIn.Find(organizationUnit),
            };
            if (region is not null && Over(region, seats) is { } seat) return (seat, new(ground, region.Code, $"{Chinese(ground)}在{region.Name}，由{seat.Name}管辖"));
        }
        return null;
    }

    /// <summary>Why this commission: as proposed, or by a person's choice.</summary>
    public static CompetenceReason ReasonFor(CommissionSeat chosen, (CommissionSeat Seat, CompetenceReason Reason)? proposed) =>
        proposed is { } p && p.Seat.Id == chosen.Id ? p.Reason
        : new(null, null, proposed is { } other ? $"由当事人选定；按本省设置应由{other.Seat.Name}管辖（{other.Reason.Text}），请立案时核对" : "由当事人选定，请立案时核对管辖");

    public static string Chinese(CompetenceGround ground) => ground switch
    {
        CompetenceGround.PlaceOfPerformance => "劳动合同履行地",
        CompetenceGround.EmployerSeat => "用人单位所在地",
        _ => "调解组织所在地",
    };

    /// <summary>The commission whose jurisdiction names the region itself, else the nearest region above it.</summary>
    private static CommissionSeat? Over(Region region, IReadOnlyList<CommissionSeat> seats)
    {
        for (var at = region; at is not null; at = Regions.BuiltIn.Find(at.Parent))
            if (seats.FirstOrDefault(s => s.Jurisdiction.Contains(at.Code)) is { } seat) return seat;
        return null;
    }

    /// <summary>By the employer's address, else by the registering region in its credit code (GB 32100, characters 3–8).</summary>
    private static Region? SeatOfEmployer(MediationCase c)
    {
        foreach (var employer in c.Parties.Where(p => p.Kind is PartyKind.Employer))
        {
            if (employer.Address.Value is { Length: > 0 } address && Regions.BuiltIn.All.Where(r => r.Level is not RegionLevel.Province && Regions.BuiltIn.Names(address, r)).MaxBy(r => r.Level) is { } named) return named;
            if (employer.CreditCode.Value is { Length: 18 } code && (Regions.BuiltIn.Find(code[2..8]) ?? Regions.BuiltIn.Find(code[2..6] + "00")) is { Level: not RegionLevel.Province } registered) return registered;
        }
        return null;
    }
}
