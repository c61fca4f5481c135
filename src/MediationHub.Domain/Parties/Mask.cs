using System.Text.RegularExpressions;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Parties;

/// <summary>How personal fields look to those who may not see them whole (PIPL 51). Empty stays empty; a credit code is public and has no mask.</summary>
public static partial class Mask
{
    /// <summary>
    /// A person's name for those who may not know it: the surname stays (李**). Names longer than four characters are employers' and are no secret,
    /// but for those that a dot parts (买买提·吐尔逊).
    /// </summary>
    public static string Name(string? name) => name is null or "" ? "" : name.Length > 4 && !name.Contains('·', StringComparison.Ordinal) ? name : Person(name);

    /// <summary>The same of what is sure to be a person's name, however long; a post in brackets behind it stays: <c>崔**（人力资源经理）</c>.</summary>
    public static string Person(string? name)
    {
        if (IsGone(name) || name is null || name.Trim() is not { Length: > 0 } text) return name ?? "";
        return text.EnumerateRunes().First() + "**" + text[OwnName(text).Length..];
    }

    /// <summary>A person's name without the post in brackets behind it.</summary>
    internal static string OwnName(string text) => text.IndexOfAny(['（', '(']) is var at and > 0 ? text[..at].TrimEnd() : text;

    /// <summary>First four and last two: <c>2201************48</c>; of a short number the first and last only.</summary>
    public static string IdNumber(string? number) => IsGone(number) ? number! : number?.Trim() is { Length: >= 12 } id ? Keep(id, 4, 2) : Keep(number, 1, 1);

    /// <summary><c>138****0000</c>; a landline keeps its area code and the last two figures.</summary>
    public static string Phone(string? number)
    {
        if (IsGone(number)) return number!;
        var phone = Parties.Phone.Normalize(number);
        if (Parties.Phone.IsMobile(phone)) return Keep(phone, 3, 4);
        return phone.IndexOf('-') is var area and > 0 ? phone[..(area + 1)] + Keep(phone[(area + 1)..], 0, 2) : Keep(phone, 0, 2);
    }

    /// <summary>First four (the bank) and last four; where the holder's name or the bank stands beside the number, the number alone is hidden.</summary>
    public static string BankAccount(string? account)
    {
        if (IsGone(account)) return account!;
        var text = (account ?? "").Trim();
        return AccountNumbers().IsMatch(text) ? AccountNumbers().Replace(text, m => Number(TextRules.Code(m.Value))) : Number(TextRules.Code(text));

        static string Number(string? number) => number is { Length: >= 12 } ? Keep(number, 4, 4) : Keep(number, 0, 2);
    }

    /// <summary>The number of an account without the holder's name and the bank beside it; the whole text where there is no number of eight digits in it.</summary>
    public static string AccountNumber(string? account) => IsGone(account) ? account! : AccountNumbers().Match(account ?? "") is { Success: true } number ? number.Value : account ?? "";

    /// <summary>Province, city and district; what lies below is hidden: <c>长春市南关区****</c>.</summary>
    public static string Address(string? address)
    {
        if (IsGone(address)) return address!;
        var text = (address ?? "").Trim();
        var kept = Districts().Match(text).Length;
        return kept == text.Length ? text : text[..kept] + "****";
    }

    /// <summary>What was destroyed says so as it is: there is nothing left to hide.</summary>
    private static bool IsGone(string? value) => value == Personal.Destroyed.Value;

    /// <summary>At least four characters stay hidden, of a short value three quarters.</summary>
    private static string Keep(string? value, int head, int tail)
    {
        var text = (value ?? "").Trim();
        if (text.Length == 0) return "";
        if (text.Length < head + tail + 4) (head, tail) = (0, Math.Min(tail, text.Length / 4));
        return string.Concat(text.AsSpan(0, head), new string('*', text.Length - head - tail), text.AsSpan(text.Length - tail));
    }

    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-Za-z]{0,4}\d(?:[ \u3000-]?\d){7,}(?![A-Za-z0-9])")]
    private static partial Regex AccountNumbers();

    // Each level's name stands before its own word and holds neither another level's word nor a road or a number.
    [GeneratedRegex(@"^(?:[^省市区县旗盟路街道巷号村\d]{1,8}(?:省|自治区))?(?:[^省市区县旗盟路街道巷号村\d]{1,10}?(?:自治州|地区|市|州|盟))?(?:[^省市区县旗盟路街道巷号村\d]{1,12}?(?<!小)(?:区|县|旗|市))?")]
    private static partial Regex Districts();
}
