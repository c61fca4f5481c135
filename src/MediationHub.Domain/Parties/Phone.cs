using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Parties;

/// <summary>Telephone numbers of the mainland: a mobile, or a landline with its area code.</summary>
public static partial class Phone
{
    /// <summary>Half-width, without spaces and country code; a landline as <c>0431-88690000</c>, an extension after another hyphen.</summary>
    public static string Normalize(string? number)
    {
        var phone = CountryCode().Replace(TextRules.Code(number).Replace('—', '-').Replace('–', '-'), "0");
        var plain = phone.Replace("-", "");
        if (Mobile().IsMatch(plain)) return plain[^11..];
        var parts = Landline().Match(phone);
        return !parts.Success ? phone : $"{parts.Groups["area"]}-{parts.Groups["line"]}{(parts.Groups["inner"] is { Success: true } inner ? $"-{inner}" : "")}";
    }

    /// <summary>Why this is no telephone number, or null.</summary>
    public static Text? Check(string? number)
    {
        var phone = Normalize(number);
        return IsMobile(phone) || Landline().IsMatch(phone) ? null : new(
            "电话应为11位手机号，或带区号的固定电话（如0431-88690000）。",
            "A telephone number is a mobile of 11 digits, or a landline with its area code (0431-88690000).");
    }

    public static bool IsMobile(string? number) => Mobile().IsMatch(Normalize(number));

    [GeneratedRegex(@"^0?1[3-9][0-9]{9}\z")]
    private static partial Regex Mobile();

    // 010 and 02x have eight figures behind them, other area codes seven or eight.
    [GeneratedRegex(@"^\(?(?:(?<area>010|02[0-9])\)?-?(?<line>[2-8][0-9]{7})|(?<area>0[3-9][0-9]{2})\)?-?(?<line>[2-8][0-9]{6,7}))(?:-(?<inner>[0-9]{1,6}))?\z")]
    private static partial Regex Landline();

    // The area code's 0 is dropped behind the country code, and put back here.
    [GeneratedRegex(@"^(?:\+|00)86-?0?")]
    private static partial Regex CountryCode();
}
