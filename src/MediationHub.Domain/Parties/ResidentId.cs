using System.Globalization;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Parties;

public enum Sex { Male, Female }

/// <summary>The citizen's identity number 公民身份号码 (GB 11643): 17 digits and a check character, with birth date and sex inside.</summary>
public static class ResidentId
{
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>Half-width, upper case, without spaces: how the number is kept and compared.</summary>
    public static string Normalize(string? number) => TextRules.Code(number);

    /// <summary>Why this is no identity number, or null. Region prefixes are not looked at: codes retire, numbers stay.</summary>
    /// <param name="today">The legal day in Asia/Shanghai: nobody was born after it.</param>
    public static Text? Check(string? number, DateOnly today)
    {
        var id = Normalize(number);
        if (id.Length != 18) return new($"身份证号应为18位，现为{id.Length}位。", $"An identity number has 18 characters; this has {id.Length}.");
        if (!id.AsSpan(0, 17).IsDigits() || !(char.IsAsciiDigit(id[17]) || id[17] == 'X'))
            return new("身份证号前17位应为数字，末位为数字或X。", "An identity number has 17 digits, then a digit or X.");
        if (BornOn(id) is not { } born) return new("身份证号中的出生日期不存在。", "The birth date within the identity number does not exist.");
        if (born > today) return new("身份证号中的出生日期晚于今天。", "The birth date within the identity number lies after today.");
        return id[17] == CheckCharacter(id) ? null : new("身份证号校验位不符，请核对是否输错。", "The identity number's check character does not fit; look for a typing error.");
    }

    /// <summary>The birth date within the number; null where there is none.</summary>
    public static DateOnly? BornOn(string? number) =>
        Normalize(number) is { Length: 18 } id && DateOnly.TryParseExact(id.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) ? born : null;

    /// <summary>The sex within the number: the 17th digit is odd for a man; null where there is none.</summary>
    public static Sex? SexOf(string? number) =>
        Normalize(number) is { Length: 18 } id && char.IsAsciiDigit(id[16]) ? (id[16] % 2 == 1 ? Sex.Male : Sex.Female) : null;

    /// <summary>The check character that belongs to the first 17 digits.</summary>
    internal static char CheckCharacter(string id) => "10X98765432"[Weights.Select((weight, i) => weight * (id[i] - '0')).Sum() % 11];

    internal static bool IsDigits(this ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');
}
