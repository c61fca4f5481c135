using MediationHub.Domain.Kernel;
using MediationHub.Domain.Parties;

namespace MediationHub.Web.Demo;

/// <summary>A natural person of the demo.</summary>
internal sealed record Human(string Name, Sex Sex, DateOnly BornOn, string IdNumber, string Phone);

/// <summary>Names as they are common in Jilin, put together by chance.</summary>
internal static class Names
{
    // Surnames by how often they are met with; the last ones are of Korean, Manchu and Hui families.
    private const string Common = "王王王王王李李李李李张张张张张刘刘刘刘赵赵赵孙孙孙于于杨杨徐徐陈陈马马高高姜姜宋宋郭周吴朱胡林何梁韩唐冯董程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎潘杜戴夏钟田任范石姚邹熊孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
    private const string Regional = "金金金朴朴崔崔全玄关关那佟赫索富沙哈穆尹方池许南";
    private const string ManFirst = "建国志文永玉德海立春宏伟景兆世明长庆凤殿广金树占喜东鹏晓云宇浩子天俊家佳";
    private const string ManSecond = "军民刚强明华林山生海涛波峰斌辉洋龙亮飞超磊鹏东志成武富贵臣宝祥田国权义才江利彬杰航博轩宇泽辰阳恒";
    private const string WomanFirst = "淑桂秀玉凤春丽晓雪慧艳海红美亚金文立佳思雨欣梦诗子静";
    private const string WomanSecond = "英华芳兰珍云霞梅红艳敏丽娟玲娜静杰萍秋月波慧琳颖洁莹雪妍婷悦彤琪涵怡阳";
    private const string Single = "伟强磊军勇涛明超杰鹏宇浩亮斌鑫波辉刚健平峰敏静丽艳娟霞玲婷雪莹洋丹琳慧颖洁";

    /// <param name="adultBy">Everybody is 19 at least on that day.</param>
    public static Human Human(Place place, DateOnly adultBy, Dice dice, int oldest = 57)
    {
        var sex = dice.Chance(0.58) ? Sex.Male : Sex.Female;
        var born = adultBy.AddYears(-dice.Between(19, oldest)).AddDays(-dice.Between(0, 364));
        return new(Name(place, sex, dice), sex, born, Numbers.ResidentId(place.PersonCode, born, sex, dice), Numbers.Mobile(dice));
    }

    public static string Name(Place place, Sex sex, Dice dice)
    {
        var surname = $"{dice.Pick((dice.Chance(place.Unit is "222400" ? 0.45 : 0.08) ? Regional : Common).ToCharArray())}";
        if (dice.Chance(0.22)) return surname + dice.Pick(Single.ToCharArray());
        var (first, second) = sex is Sex.Male ? (ManFirst, ManSecond) : (WomanFirst, WomanSecond);
        char a = dice.Pick(first.ToCharArray()), b = dice.Pick(second.ToCharArray());
        return a == b ? $"{surname}{b}" : $"{surname}{a}{b}";
    }

    public static string Name(Place place, Dice dice) => Name(place, dice.Chance(0.6) ? Sex.Male : Sex.Female, dice);

    public static DateTimeOffset Midnight(DateOnly day) => ChinaTime.At(day, TimeOnly.MinValue);
}
