using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Reviews;

/// <summary>One thing of the joint package.</summary>
/// <param name="Ok">It is there.</param>
/// <param name="Needed">Without it the application cannot be sent; the rest may follow.</param>
public sealed record PackageItem(Text What, bool Ok, bool Needed);

/// <summary>What the joint application brings along (R33 §74): shown before it is sent, with what is still missing.</summary>
public static class ReviewPackage
{
    public static IReadOnlyList<PackageItem> Of(MediationCase c)
    {
        var items = new List<PackageItem> { new(new("已生效的调解协议", "The agreement in force"), c.InForce is not null, true) };
        foreach (var party in c.Parties)
        {
            var name = party.Name;
            items.Add(new(new($"{name}的{(party.Kind is PartyKind.Person ? "身份证明" : "主体资格证明")}号码", $"The number of an identity paper of party {party.Id}"), !party.Identification.IsEmpty, true));
            items.Add(new(new($"{name}的送达地址", $"The address for service of party {party.Id}"), !(party.ServiceAddress.IsEmpty && party.Address.IsEmpty), false));
            items.Add(new(new($"{name}的联系电话", $"The telephone of party {party.Id}"), !party.Phone.IsEmpty, false));
            items.Add(new(new($"{name}签名的送达地址确认书", $"The signed confirmation of the address of party {party.Id}"), party.AddressConfirmation is not null, false));
        }
        items.Add(new(new("证据清单", "The list of evidence"), c.Evidence.Exists(e => e is { Withdrawal: null, Visibility: EvidenceVisibility.AllParties }), false));
        return items;
    }
}
