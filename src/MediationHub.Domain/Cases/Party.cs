using System.Text.Json.Serialization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;

namespace MediationHub.Domain.Cases;

/// <summary>Which side of the dispute a party stands on.</summary>
public enum PartySide { Applicant, Respondent }

/// <summary>A natural person or an employer 用人单位.</summary>
public enum PartyKind { Person, Employer }

/// <summary>What an agent may do; to settle takes special powers 特别授权.</summary>
public enum AgentPowers { General, Special }

/// <summary>How a worker is employed 用工形式.</summary>
public enum EmploymentForm { Contract, Dispatch, PartTime, Platform, PublicInstitution, Other }

/// <summary>What kind of unit an employer is 单位性质.</summary>
public enum EmployerNature { StateOwned, Private, Foreign, Individual, Government, PublicInstitution, SocialGroup, PrivateNonEnterprise, Other }

/// <summary>Large, medium, small or micro 大中小微.</summary>
public enum EmployerSize { Large, Medium, Small, Micro }

/// <summary>What is known of a party. Fields of the other kind stay empty.</summary>
public record PartyDetails
{
    public PartyKind Kind { get; init; }
    public Personal Name { get; init; }
    public Personal Phone { get; init; }
    public Personal Email { get; init; }

    /// <summary>Home or registered address 住址/住所.</summary>
    public Personal Address { get; init; }

    /// <summary>Where papers are served, if elsewhere 送达地址.</summary>
    public Personal ServiceAddress { get; init; }

    public IdType? IdType { get; init; }
    public Personal IdNumber { get; init; }
    public Sex? Gender { get; init; }

    /// <summary>As <c>yyyy-MM-dd</c>; it tells who someone is.</summary>
    public Personal BirthDate { get; init; }

    public Personal Ethnicity { get; init; }
    public Personal Position { get; init; }
    public DateOnly? HiredOn { get; init; }
    public bool? Employed { get; init; }
    public DateOnly? LeftOn { get; init; }
    public EmploymentForm? EmploymentForm { get; init; }
    public bool? MigrantWorker { get; init; }

    /// <summary>CNY.</summary>
    public decimal? MonthlyWage { get; init; }

    public Personal CreditCode { get; init; }
    public Personal LegalRepresentative { get; init; }
    public Personal LegalRepresentativePost { get; init; }
    public Personal Contact { get; init; }
    public EmployerNature? Nature { get; init; }

    /// <summary>GB/T 4754 code.</summary>
    public string? Industry { get; init; }

    public EmployerSize? Size { get; init; }
    public int? Headcount { get; init; }
    public bool? HasUnion { get; init; }
    public bool? HasCommittee { get; init; }

    /// <summary>The number that tells this party from every other: ID number or credit code.</summary>
    [JsonIgnore]
    public Personal Identification => Kind is PartyKind.Person ? IdNumber : CreditCode;

    /// <summary>These details with every field that <paramref name="newer"/> fills in; what it leaves empty stays.</summary>
    public PartyDetails UpdatedBy(PartyDetails newer) => this with
    {
        Name = newer.Name.Or(Name),
        Phone = newer.Phone.Or(Phone),
        Email = newer.Email.Or(Email),
        Address = newer.Address.Or(Address),
        ServiceAddress = newer.ServiceAddress.Or(ServiceAddress),
        IdType = newer.IdType ?? IdType,
        IdNumber = newer.IdNumber.Or(IdNumber),
        Gender = newer.Gender ?? Gender,
        BirthDate = newer.BirthDate.Or(BirthDate),
        Ethnicity = newer.Ethnicity.Or(Ethnicity),
        Position = newer.Position.Or(Position),
        HiredOn = newer.HiredOn ?? HiredOn,
        Employed = newer.Employed ?? Employed,
        LeftOn = newer.LeftOn ?? LeftOn,
        EmploymentForm = newer.EmploymentForm ?? EmploymentForm,
        MigrantWorker = newer.MigrantWorker ?? MigrantWorker,
        MonthlyWage = newer.MonthlyWage ?? MonthlyWage,
        CreditCode = newer.CreditCode.Or(CreditCode),
        LegalRepresentative = newer.LegalRepresentative.Or(LegalRepresentative),
        LegalRepresentativePost = newer.LegalRepresentativePost.Or(LegalRepresentativePost),
        Contact = newer.Contact.Or(Contact),
        Nature = newer.Nature ?? Nature,
        Industry = newer.Industry ?? Industry,
        Size = newer.Size ?? Size,
        Headcount = newer.Headcount ?? Headcount,
        HasUnion = newer.HasUnion ?? HasUnion,
        HasCommittee = newer.HasCommittee ?? HasCommittee,
    };
}

/// <summary>A party of one case.</summary>
public sealed record Party : PartyDetails
{
    [JsonConstructor]
    public Party() { }

    public Party(PartyId id, PartySide side, PartyDetails details) : base(details) => (Id, Side) = (id, side);

    public PartyId Id { get; init; }
    public PartySide Side { get; init; }

    /// <summary>What the party said when asked; null while it has not answered.</summary>
    public Consent? Consent { get; init; }

    public IReadOnlyList<Agent> Agents { get; init; } = [];

    /// <summary>Where the party confirmed that papers reach it; null while it has not.</summary>
    public AddressConfirmation? AddressConfirmation { get; init; }

    [JsonIgnore]
    public bool Consents => Consent is { Given: true };
}

/// <summary>A party's answer to the question whether it wants mediation.</summary>
/// <param name="ByApplication">The application is the applicant's consent.</param>
public sealed record Consent(bool Given, DateOnly On, Personal Reason = default, bool ByApplication = false);

/// <summary>A confirmed address for service 送达地址确认. It binds the party: what fails at this address counts as served (法释〔2003〕15号 10).</summary>
/// <param name="Recipient">Who takes papers in for the party 代收人; empty: the party itself.</param>
/// <param name="Channel">Electronic service was agreed to; null: it was not (CPL 90).</param>
/// <param name="Account">The number or address of that channel.</param>
/// <param name="On">The day of signing; it binds from then on.</param>
/// <param name="FileId">The signed confirmation 送达地址确认书.</param>
public sealed record AddressConfirmation(Personal Address, Personal Recipient, Personal Phone, ElectronicChannel? Channel, Personal Account, DateOnly On, FileId FileId);

/// <summary>Someone who acts for a party by a power of attorney.</summary>
/// <param name="Id"><c>g1</c>, <c>g2</c> … within the case.</param>
/// <param name="FileId">The power of attorney 授权委托书.</param>
public sealed record Agent(string Id, Personal Name, AgentPowers Powers, FileId FileId, Personal Phone = default, Personal IdNumber = default);

/// <summary>A worker on the list of a collective dispute who is not a party by name.</summary>
/// <param name="Id"><c>m1</c>, <c>m2</c> … within the case.</param>
/// <param name="Amount">CNY.</param>
/// <param name="Consents">Agreed to settle as proposed, refused, or null while not known.</param>
public sealed record Member(PartyId Id, Personal Name, Personal IdNumber, Personal Phone, Personal Claim, decimal? Amount, bool? Consents, DateOnly? ConsentedOn);

/// <summary>Who speaks for the workers of a collective dispute (LMA 7).</summary>
/// <param name="People">Parties or members, 3 to 5.</param>
/// <param name="Powers">Special powers: those represented agreed that they may settle.</param>
public sealed record Representatives(IReadOnlyList<PartyId> People, AgentPowers Powers, FileId? FileId);

/// <summary>One thing that is asked for.</summary>
/// <param name="No">From 1.</param>
/// <param name="Type">A dispute type's code.</param>
/// <param name="Amount">CNY; null where it is not about money.</param>
/// <param name="Period">What time it is about, as written by the party.</param>
public sealed record Claim(int No, string Type, Personal Text, decimal? Amount, Personal Period = default);

internal static class PersonalText
{
    public static Personal Or(this Personal text, Personal otherwise) => text.IsEmpty ? otherwise : text;
}
