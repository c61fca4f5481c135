using System.Globalization;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;

namespace MediationHub.Domain.Cases;

/// <summary>What can be wrong with the details of a party, named by field path such as <c>applicants[0].idNumber</c>.</summary>
internal static class PartyChecks
{
    /// <summary>The details as they are kept: numbers and codes in their plain form, birth date and sex taken from a resident's ID number.</summary>
    public static PartyDetails Cleaned(this PartyDetails entry)
    {
        var details = entry with
        {
            Phone = Phone.Normalize(entry.Phone),
            IdNumber = IdDocument.Normalize(entry.IdNumber),
            IdType = entry.IdNumber.IsEmpty ? entry.IdType : entry.IdType ?? IdType.ResidentId,
            CreditCode = CreditCode.Normalize(entry.CreditCode),
        };
        return details is not { Kind: PartyKind.Person, IdType: IdType.ResidentId } ? details : details with
        {
            BirthDate = details.BirthDate.Or(ResidentId.BornOn(details.IdNumber)?.ToString("yyyy-MM-dd")),
            Gender = details.Gender ?? ResidentId.SexOf(details.IdNumber),
        };
    }

    /// <param name="path">Where the party stands in the entry, without the dot; empty for the entry itself.</param>
    /// <param name="identified">The ID number or credit code has to be there.</param>
    public static void CheckParty(this Problems problems, string path, PartyDetails details, bool identified, DateOnly today)
    {
        string Field(string name) => path.Length == 0 ? name : $"{path}.{name}";

        problems.RequireWord(Field("kind"), details.Kind);
        problems.RequireText(Field("name"), details.Name, TextRules.Longest.Name, "请填写姓名或者名称。", "Give the name.");
        if (!details.Phone.IsEmpty) problems.Add(Field("phone"), Phone.Check(details.Phone));
        problems.CheckText(Field("email"), details.Email, TextRules.Longest.Name);
        problems.CheckText(Field("address"), details.Address, TextRules.Longest.Address);
        problems.CheckText(Field("serviceAddress"), details.ServiceAddress, TextRules.Longest.Address);
        if (details.Kind is PartyKind.Person) problems.CheckPerson(Field, details, identified, today);
        else problems.CheckEmployer(Field, details, identified);
    }

    private static void CheckPerson(this Problems problems, Func<string, string> field, PartyDetails details, bool identified, DateOnly today)
    {
        if (!details.IdNumber.IsEmpty) problems.Add(field("idNumber"), IdDocument.Check(details.IdType ?? IdType.ResidentId, details.IdNumber, today));
        else if (identified) problems.Add(field("idNumber"), "请填写证件号;只有口头申请登记时可以暂缺。", "Give the ID number; only an oral application may do without it for now.");

        problems.CheckText(field("ethnicity"), details.Ethnicity, TextRules.Longest.Name);
        problems.CheckText(field("position"), details.Position, TextRules.Longest.Name);
        if (!details.BirthDate.IsEmpty && !(DateOnly.TryParseExact(details.BirthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) && born <= today))
            problems.Add(field("birthDate"), "出生日期应为不晚于今日的日期(如1990-03-07)。", "The birth date is a day not after today, such as 1990-03-07.");
        if (details.HiredOn > today) problems.Add(field("hiredOn"), "入职日期不得晚于今日。", "The day of hiring must not lie in the future.");
        if (details.LeftOn < details.HiredOn) problems.Add(field("leftOn"), "离职日期不得早于入职日期。", "The worker cannot leave before being hired.");
        if (details.MonthlyWage is { } wage) problems.Add(field("monthlyWage"), Money.Check(wage));
    }

    private static void CheckEmployer(this Problems problems, Func<string, string> field, PartyDetails details, bool identified)
    {
        if (!details.CreditCode.IsEmpty) problems.Add(field("creditCode"), CreditCode.Check(details.CreditCode));
        else if (identified) problems.Add(field("creditCode"), "请填写统一社会信用代码;只有口头申请登记时可以暂缺。", "Give the credit code; only an oral application may do without it for now.");

        problems.CheckText(field("legalRepresentative"), details.LegalRepresentative, TextRules.Longest.Name);
        problems.CheckText(field("legalRepresentativePost"), details.LegalRepresentativePost, TextRules.Longest.Name);
        problems.CheckText(field("contact"), details.Contact, TextRules.Longest.Name);
        problems.Add(field("industry"), TextRules.Check(details.Industry, 10));
        if (details.Headcount < 0) problems.Add(field("headcount"), "职工数不能为负数。", "The headcount cannot be negative.");
    }

    /// <summary>Nobody stands twice in one case.</summary>
    public static void CheckTwice(this Problems problems, IEnumerable<(string Path, PartyDetails Details)> parties)
    {
        HashSet<string> seen = [];
        foreach (var (path, details) in parties)
            if (!details.Identification.IsEmpty && !seen.Add($"{details.Identification}"))
                problems.Add($"{path}.{(details.Kind is PartyKind.Person ? "idNumber" : "creditCode")}", "同一当事人重复出现,请核对。", "The same party stands in the case twice.");
    }
}
