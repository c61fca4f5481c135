using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;

namespace MediationHub.Domain.Mediators;

/// <summary>Professional qualifications 专业资格.</summary>
public enum Qualification { Lawyer, Arbitrator, LaborRelationsCoordinator, SocialWorker, PeoplesMediator, Other }

/// <summary>Who a mediator is. At a change, a field left out stays as it is.</summary>
public sealed record MediatorProfile
{
    public Personal Name { get; init; }
    public Sex? Sex { get; init; }
    public DateOnly? BornOn { get; init; }
    public IdType? IdType { get; init; }
    public Personal IdNumber { get; init; }
    public Personal Phone { get; init; }

    /// <summary>学历, as the certificate of education says it.</summary>
    public string? Education { get; init; }

    /// <summary>专业</summary>
    public string? Specialty { get; init; }

    /// <summary>政治面貌, where the mediator chooses to give it.</summary>
    public Personal PoliticalAffiliation { get; init; }

    public Personal Employer { get; init; }
    public Personal Position { get; init; }

    /// <summary>专职; otherwise 兼职.</summary>
    public bool? FullTime { get; init; }

    /// <summary>What the mediator is good at 擅长.</summary>
    public string? GoodAt { get; init; }

    public IReadOnlyList<Qualification>? Qualifications { get; init; }

    /// <summary>The same as it is kept: numbers in their plain form, each qualification once and in order.</summary>
    public MediatorProfile Cleaned() => this with
    {
        IdNumber = IdDocument.Normalize(IdNumber),
        Phone = Parties.Phone.Normalize(Phone),
        Education = Plain(Education),
        Specialty = Plain(Specialty),
        GoodAt = Plain(GoodAt),
        Qualifications = Qualifications is null ? null : [.. Qualifications.Distinct().Order()],
    };

    /// <summary>This profile with what the other one says in its place.</summary>
    public MediatorProfile With(MediatorProfile changes) => new()
    {
        Name = changes.Name.IsEmpty ? Name : changes.Name,
        Sex = changes.Sex ?? Sex,
        BornOn = changes.BornOn ?? BornOn,
        IdType = changes.IdType ?? IdType,
        IdNumber = changes.IdNumber.IsEmpty ? IdNumber : changes.IdNumber,
        Phone = changes.Phone.IsEmpty ? Phone : changes.Phone,
        Education = changes.Education ?? Education,
        Specialty = changes.Specialty ?? Specialty,
        PoliticalAffiliation = changes.PoliticalAffiliation.IsEmpty ? PoliticalAffiliation : changes.PoliticalAffiliation,
        Employer = changes.Employer.IsEmpty ? Employer : changes.Employer,
        Position = changes.Position.IsEmpty ? Position : changes.Position,
        FullTime = changes.FullTime ?? FullTime,
        GoodAt = changes.GoodAt ?? GoodAt,
        Qualifications = changes.Qualifications is null || changes.Qualifications.SequenceEqual(Qualifications ?? []) ? Qualifications : changes.Qualifications,
    };

    /// <summary>Names every field that is missing or cannot be so.</summary>
    public void Check(Problems problems, Context at)
    {
        problems.RequireText("name", Name, TextRules.Longest.Name, "请填写姓名。", "Enter the name.");
        problems.RequireText("employer", Employer, TextRules.Longest.Name, "请填写工作单位。", "Enter the employer.");
        problems.Add("position", TextRules.Check(Position, TextRules.Longest.Name));
        problems.Add("education", TextRules.Check(Education, TextRules.Longest.Name));
        problems.Add("specialty", TextRules.Check(Specialty, TextRules.Longest.Name));
        problems.Add("politicalAffiliation", TextRules.Check(PoliticalAffiliation, TextRules.Longest.Name));
        problems.Add("goodAt", TextRules.Check(GoodAt, TextRules.Longest.Reason));
        if (Sex is null) problems.Add("sex", "请选择性别。", "Choose the sex.");
        if (FullTime is null) problems.Add("fullTime", "请选择专职或兼职。", "Say whether full-time or part-time.");
        problems.Require("phone", Phone, "请填写联系电话。", "Enter a telephone number.");
        if (!Phone.IsEmpty) problems.Add("phone", Parties.Phone.Check(Phone));

        if (BornOn is not { } born) problems.Add("bornOn", "请填写出生日期。", "Enter the birth date.");
        else if (born > at.Today.AddYears(-18)) problems.Add("bornOn", "调解员应为年满十八周岁的成年公民。", "A mediator is an adult of 18 years or more.");
        CheckDocument(problems, at);
    }

    private void CheckDocument(Problems problems, Context at)
    {
        if (IdType is null) problems.Add("idType", "请选择证件类型。", "Choose the kind of identity document.");
        problems.Require("idNumber", IdNumber, "请填写证件号码。", "Enter the number of the identity document.");
        if (IdType is not { } type || IdNumber.IsEmpty) return;

        if (IdDocument.Check(type, IdNumber, at.Today) is { } fault) problems.Add("idNumber", fault);
        else if (type is Parties.IdType.ResidentId)
        {
            if (BornOn is not null && ResidentId.BornOn(IdNumber) != BornOn) problems.Add("bornOn", "出生日期与身份证号不一致，请核对。", "The birth date differs from the identity number.");
            if (Sex is not null && ResidentId.SexOf(IdNumber) != Sex) problems.Add("sex", "性别与身份证号不一致，请核对。", "The sex differs from the identity number.");
        }
    }

    private static string? Plain(string? text) => string.IsNullOrWhiteSpace(text) ? null : TextRules.Clean(text);
}
