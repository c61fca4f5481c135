using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Tests.Entrustments;
using static MediationHub.Domain.Tests.Cases.CaseStories;
using static MediationHub.Domain.Tests.Reviews.ReviewStories;

namespace MediationHub.Domain.Tests.Reviews;

public class Papers_of_the_bridge
{
    private static NewPaper Paper(PaperKind kind) => new("x.p1", kind, "template", "model", "page", "{}", new("f1"));

    [Fact]
    public void Belong_to_the_review_they_were_made_from() => Tell(Applied).On("2026-06-15").By(Mediator)
        .When(new RecordReviewPaper(Paper(PaperKind.ReviewApplication))).ThenHappened(typeof(ReviewPaperMade)).ThenState(s => s.Papers.Count == 1 && s.Files.Contains(new FileId("f1")) && s.Stage == ReviewStage.Applied);

    [Fact]
    public void Belong_to_the_entrustment_they_were_made_from() => EntrustmentStories.Given(EntrustmentStories.UntilEntrusted).On("2026-06-10").By(Clerk)
        .When(new RecordEntrustmentPaper(Paper(PaperKind.EntrustmentLetter))).ThenHappened(typeof(EntrustmentPaperMade)).ThenState(s => s.Papers.Count == 1 && s.Files.Contains(new FileId("f1")));

    [Fact]
    public void Need_a_record()
    {
        Tell().On("2026-06-15").By(Clerk).When(new RecordReviewPaper(Paper(PaperKind.ReviewAcceptance))).ThenRefused("review-unknown");
        EntrustmentStories.Given().On("2026-06-15").By(Clerk).When(new RecordEntrustmentPaper(Paper(PaperKind.EntrustmentLetter))).ThenRefused("entrustment-unknown");
    }

    [Theory]
    [InlineData(PaperKind.ReviewApplication, PaperHouse.Organization)]
    [InlineData(PaperKind.EntrustmentResult, PaperHouse.Organization)]
    [InlineData(PaperKind.ReviewAcceptance, PaperHouse.Commission)]
    [InlineData(PaperKind.ReviewNonAcceptance, PaperHouse.Commission)]
    [InlineData(PaperKind.ReviewExtension, PaperHouse.Commission)]
    [InlineData(PaperKind.MediationLetter, PaperHouse.Commission)]
    [InlineData(PaperKind.ReviewRefusal, PaperHouse.Commission)]
    [InlineData(PaperKind.ReviewTermination, PaperHouse.Commission)]
    [InlineData(PaperKind.EntrustmentInquiry, PaperHouse.Commission)]
    [InlineData(PaperKind.EntrustmentLetter, PaperHouse.Commission)]
    [InlineData(PaperKind.RecommendationLetter, PaperHouse.Commission)]
    public void Are_made_by_the_house_whose_they_are(PaperKind kind, PaperHouse house)
    {
        Assert.Equal(house, kind.House());
        var review = ((DomainEvent[])[Applied]).Aggregate(Review.Empty, (state, e) => state.Evolve(e));
        var command = new RecordReviewPaper(Paper(kind));
        Assert.Equal(house is PaperHouse.Commission ? Access.Access.Allowed : Access.Access.Forbidden, Policy.Of(Clerk, command, review, null));
        Assert.Equal(house is PaperHouse.Organization ? Access.Access.Allowed : Access.Access.Forbidden, Policy.Of(Head(Center), command, review, null));
        Assert.Equal(Access.Access.Hidden, Policy.Of(Head(Neighbor), command, review, null));
    }
}
