using MediationHub.Domain.Kernel;

namespace MediationHub.Domain.Samplings;

/// <summary>Every "no" of a sampling of papers.</summary>
public static class SamplingRefusals
{
    public static Refusal Unknown { get; } = new("sampling-unknown", "没有这次文书抽查，请核对编号。", "There is no such sampling; check its id.");

    public static Refusal Ended { get; } = new("sampling-ended", "这次文书抽查已经结束，不能再评分；确需重新评查的，请另行抽取。", "This sampling has ended and is not scored any more; draw another one where needed.");

    public static Refusal NotDrawn { get; } = new("case-not-drawn", "该案件不在本次抽取的样本中，请从样本清单中选择。", "This case was not drawn; choose one of the sample.");

    public static Refusal TooFew(int cases) => new("sampling-too-few",
        $"该期间只有{cases}件可以抽查的已结案件，少于{Sampling.Least}件，个案结果会被推知；请扩大期间。",
        $"Only {cases} ended cases lie in the window; with fewer than {Sampling.Least} it would show which was given what. Widen it.");

    public static Refusal NotAllScored(int open) => new("sampling-not-all-scored", $"还有{open}件没有评分，请评完后再完成。", $"Not scored yet: {open}; score every case first.");
}
