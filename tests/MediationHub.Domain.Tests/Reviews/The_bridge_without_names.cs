using System.Text.Json;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Reviews;
using static MediationHub.Domain.Tests.Reviews.ReviewStories;

namespace MediationHub.Domain.Tests.Reviews;

/// <summary>PIPL 51: what an auditor reads of the bridge tells nobody's name, in free texts neither.</summary>
public class The_bridge_without_names
{
    [Fact]
    public void Covers_a_review_in_its_texts_and_keeps_what_is_compared()
    {
        var review = UntilLetter.Aggregate(Review.Empty, (r, e) => r.Evolve(e));
        var worker = review.Extract.Parties[0].Name.Value!;
        review = review with { Extract = review.Extract with { UndisputedFacts = [$"{worker}自2024年起在被申请人处工作。"] }, RefusedFor = [new(6, $"{worker}的陈述前后不一")], Joined = review.Joined.SetItem(0, review.Joined[0] with { PostedOn = new(2026, 6, 14), PostingProof = $"{worker}寄 EMS 103", MoreTime = new($"{worker}所在地洪水", new(2026, 6, 28), new(2026, 6, 30), new(2026, 7, 8), false, false, 1) }) };
        var nameless = NamelessBridge.Of(review);
        Assert.DoesNotContain(worker, JsonSerializer.Serialize(nameless, Wire.Json));
        Assert.Equal("申请人自2024年起在被申请人处工作。", nameless.Extract.UndisputedFacts[0]);
        Assert.Equal("申请人的陈述前后不一", nameless.RefusedFor[0].Reason);
        Assert.Equal(review.Letter!.TermsHash, nameless.Letter!.TermsHash);
        Assert.Equal((review.Stage, review.Signers.Count, review.Joined.Count), (nameless.Stage, nameless.Signers.Count, nameless.Joined.Count));
    }
}
