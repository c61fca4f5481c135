using System.Buffers;
using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Parties;

/// <summary>The unified social credit code 统一社会信用代码 (GB 32100): 18 characters with a check character. It is public and never masked.</summary>
public static class CreditCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);
    private static readonly int[] Weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>Half-width, upper case, without spaces: how the code is kept and compared.</summary>
    public static string Normalize(string? code) => TextRules.Code(code);

    /// <summary>Why this is no credit code, or null.</summary>
    public static Text? Check(string? value)
    {
        var code = Normalize(value);
        if (code.Length != 18) return new($"统一社会信用代码应为18位，现为{code.Length}位。", $"A credit code has 18 characters; this has {code.Length}.");
        if (code.AsSpan().IndexOfAnyExcept(Allowed) is var odd and >= 0)
            return new($"统一社会信用代码不使用“{code[odd]}”（不含字母I、O、S、V、Z）。", $"A credit code does not hold {code[odd]} (nor I, O, S, V, Z).");
        return code[17] == CheckCharacter(code) ? null : new("统一社会信用代码校验位不符，请核对是否输错。", "The credit code's check character does not fit; look for a typing error.");
    }

    /// <summary>The check character that belongs to the first 17.</summary>
    internal static char CheckCharacter(string code) => Alphabet[(31 - Weights.Select((weight, i) => weight * Alphabet.IndexOf(code[i])).Sum() % 31) % 31];
}
