namespace MediationHub.Documents.Tests;

/// <summary>Papers of a reporting period.</summary>
internal static partial class Samples
{
    public static BulletinPaper Bulletin() => new()
    {
        Office = "松江省协调劳动关系三方办公室",
        Period = "2026年10月",
        Issue = "2026年第10期",
        Date = "2026年11月2日",
        Overall = "2026年10月，全省上期未结31件，当期受理120件，当期结案118件，期末未结33件。",
        Success = "结案案件中，调解成功78件、部分达成4件、未成功22件，调解成功率75.00%（78/104），达到60%的目标。",
        Compared = "与2026年9月相比，受理增加6件，结案持平，成功率上升1.25个百分点。",
        Units =
        [
            new() { Name = "松江市", Accepted = "86", Closed = "84", Open = "21", Succeeded = "58/75", Rate = "77.33", Met = "达标" },
            new() { Name = "临江市", Accepted = "＊", Closed = "＊", Open = "＊", Succeeded = "＊", Rate = "＊", Met = "＊" },
        ],
        Quality = ["按期办结率96.15%（100/104）", "办理天数中位数9天，90%的案件在14天内办结"],
        Below = "各报送单位的调解成功率均未低于60%，或者案件较少不作比较。",
        Notes = ["九月因系统切换，两件案件补登。"],
        Basis = "口径：结案口径（第1版，目标60%）；数据截至记录序号 12345（2026-11-02 09:10）；摘要 0123456789abcdef。标“＊”的单位受理、结案或者计入口径的案件少于5件，不列明细。",
    };
}
