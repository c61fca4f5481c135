using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Parties;

/// <summary>Identity documents that are accepted. The words are those of the API.</summary>
public enum IdType
{
    ResidentId,
    HkMacaoResidencePermit,
    HkMacaoTravelPermit,
    TaiwanResidencePermit,
    TaiwanTravelPermit,
    ForeignPermanentResidentId,
    Passport,
    Other,
}

/// <summary>Whether a number can be of a document's kind.</summary>
public static partial class IdDocument
{
    /// <summary>The document's Chinese name.</summary>
    public static string NameOf(IdType type) => type switch
    {
        IdType.ResidentId => "居民身份证",
        IdType.HkMacaoResidencePermit => "港澳居民居住证",
        IdType.HkMacaoTravelPermit => "港澳居民来往内地通行证",
        IdType.TaiwanResidencePermit => "台湾居民居住证",
        IdType.TaiwanTravelPermit => "台湾居民来往大陆通行证",
        IdType.ForeignPermanentResidentId => "外国人永久居留身份证",
        IdType.Passport => "护照",
        _ => "其他证件",
    };

    /// <summary>Half-width, upper case, without spaces; the brackets of old permits are dropped.</summary>
    public static string Normalize(string? number) => TextRules.Code(number).Replace("(", "").Replace(")", "");

    /// <summary>Why this cannot be the number of such a document, or null.</summary>
    /// <param name="today">The legal day in Asia/Shanghai.</param>
    public static Text? Check(IdType type, string? number, DateOnly today)
    {
        var id = Normalize(number);
        return type switch
        {
            IdType.ResidentId => ResidentId.Check(id, today),
            IdType.HkMacaoResidencePermit => Prefixed(id, today, "港澳居民居住证号以810000或820000开头。", "A residence permit's number begins with 810000 or 820000.", "810000", "820000"),
            IdType.TaiwanResidencePermit => Prefixed(id, today, "台湾居民居住证号以830000开头。", "A residence permit's number begins with 830000.", "830000"),
            IdType.HkMacaoTravelPermit => Formed(HkMacaoTravel(), id, "港澳居民来往内地通行证号应为H或M加8位数字（旧证10位）。", "The permit's number is H or M and 8 digits (10 on old ones)."),
            IdType.TaiwanTravelPermit => Formed(TaiwanTravel(), id, "台湾居民来往大陆通行证号应为8位数字（旧证10位，可带一个字母）。", "The permit's number has 8 digits (10 and perhaps a letter on old ones)."),
            IdType.ForeignPermanentResidentId when id.Length == 15 => Formed(OldPermanentResident(), id, "旧版外国人永久居留身份证号应为3个字母加12位数字。", "The number of the old card is 3 letters and 12 digits."),
            IdType.ForeignPermanentResidentId when id.Length == 18 => Prefixed(id, today, "新版外国人永久居留身份证号以9开头。", "The number of the new card begins with 9.", "9"),
            IdType.ForeignPermanentResidentId => new("外国人永久居留身份证号应为18位（旧证15位）。", "The card's number has 18 characters (15 on old cards)."),
            IdType.Passport => Formed(Passport(), id, "护照号应为5至15位字母和数字，至少含一位数字。", "A passport number has 5 to 15 letters and digits, with a digit at least."),
            _ => Formed(Other(), id, "证件号应为1至30位。", "The number has 1 to 30 characters."),
        };
    }

    private static Text? Prefixed(string id, DateOnly today, string chinese, string english, params string[] prefixes) =>
        prefixes.Any(p => id.StartsWith(p, StringComparison.Ordinal)) ? ResidentId.Check(id, today) : new(chinese, english);

    private static Text? Formed(Regex form, string id, string chinese, string english) => form.IsMatch(id) ? null : new(chinese, english);

    [GeneratedRegex(@"^[HM][0-9]{8}(?:[0-9]{2})?\z")]
    private static partial Regex HkMacaoTravel();

    [GeneratedRegex(@"^(?:[0-9]{8}|[0-9]{10}[A-Z]?)\z")]
    private static partial Regex TaiwanTravel();

    [GeneratedRegex(@"^[A-Z]{3}[0-9]{12}\z")]
    private static partial Regex OldPermanentResident();

    [GeneratedRegex(@"^(?=.*[0-9])[A-Z0-9]{5,15}\z")]
    private static partial Regex Passport();

    [GeneratedRegex(@"^[\p{L}\p{Nd}\p{P}]{1,30}\z")]
    private static partial Regex Other();
}
