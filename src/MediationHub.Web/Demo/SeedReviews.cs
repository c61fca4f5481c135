using MediationHub.Domain.Access;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Reviews;
using MediationHub.Store;
using MediationHub.Store.Maintenance;

namespace MediationHub.Web.Demo;

/// <summary>A commission of the large seed with its arbitrators; it reviews the agreements of the organizations of its unit.</summary>
internal sealed class SeedCommission(HubStore store, World world, Place place, Func<string, int> next)
{
    private const int Arbitrators = 6;
    private readonly CommissionId _id = BridgeStories.CommissionOf(place);
    private readonly SeedRecord<Commission> _record = new(store, BridgeStories.CommissionOf(place).Value, new Dictionary<StreamRef, object>(), next);

    public BulkStream Establish(Actor city, DateOnly on)
    {
        var at = ChinaTime.At(on, new(9, 0));
        var dice = new Dice(world.Seed, $"commission {place.Unit}");
        _record.Do(city, at, BridgeStories.Establishing(place, dice));
        for (var no = 1; no <= Arbitrators; no++)
            _record.Do(city, at.AddMinutes(10 * no), new AppointArbitrator(BridgeStories.ArbitratorOf(place, no), no == 1 && _id.Value == DemoProvince.Commission ? "韩明谦" : Names.Name(place, dice), $"{place.Unit}-Z{no:000}", on, no < 3, Phone: Numbers.Mobile(dice)));
        return _record.Encoded();
    }

    /// <summary>
    /// The review of the agreement that a case has just made, day by day, noted in the case as the program notes it; it stops where the day that is shown comes first.
    /// </summary>
    /// <param name="others">What commands of the case read.</param>
    /// <returns>The review, and the moment after its last step.</returns>
    public (BulkStream? Review, DateTimeOffset Then) Review(SeedRecord<MediationCase> c, IReadOnlyDictionary<StreamRef, object> others, Actor desk, DateTimeOffset now, Dice dice)
    {
        var seen = new Dictionary<StreamRef, object>(others) { [StreamRef.To<Commission>(_id.Value)] = _record.State };
        var review = new SeedRecord<Review>(store, NewId.Next("v"), seen, next);
        var (signers, effective) = (c.State.InForce!.Signers, c.State.InForce.EffectiveOn!.Value);
        Actor clerk = As("clerk", Role.Clerk), director = As("director", Role.Director);

        Wait(1, 6);
        if (Today() > world.Rules.Clock("RVW15", effective, world.Agenda.Calendar).Due) return (null, now);   // long holidays lay between
        Do(desk, () => new ApplyForReview(new(review.Id), new(c.Id), signers[0], now, _id) { Commissions = [new(_id, _record.State.Profile.Name!, [place.Unit])] });
        foreach (var signer in signers.Skip(1)) Do(desk, () => new JoinReview(signer, now));
        Wait(1, 3);
        if (dice.Chance(0.03))
        {
            Do(clerk, () => new DeclineReview(2, "用人单位所在地和合同履行地均不在本委管辖区域。", Today()));
            return Told();
        }
        Do(clerk, () => new AcceptReview(Today()));
        // Now and then one has the name of a party and is passed over.
        var turn = dice.Between(1, Arbitrators);
        var arbitrator = Enumerable.Range(turn, Arbitrators).Select(no => BridgeStories.ArbitratorOf(place, (no - 1) % Arbitrators + 1)).First(a => now >= world.End || review.Allows(director, now, new AssignReviewer(a)));
        var judge = As(arbitrator.Value, Role.Arbitrator) with { ArbitratorId = arbitrator.Value };
        Do(director, () => new AssignReviewer(arbitrator));
        if (dice.Chance(0.04))
        {
            Wait(0, 1);
            Do(desk, () => new WithdrawReview(signers[0], "双方已经当场履行完毕，不再需要调解书。", Today()));
            return Told();
        }
        Wait(1, 2);
        Do(judge, () => new RecordInquiry([.. signers], "问：协议是否自愿签署？答：是自愿的，内容经调解员逐项说明。", Today()));
        if (dice.Chance(0.06))
        {
            Do(judge, () => new RefuseReview([new(3, "工资表签名与申请人笔迹明显不符，疑似事后补签。")], Today()));
            Do(director, () => new ApproveRequest());
            return Told();
        }
        Do(judge, () => new MakeLetter(now));
        Wait(1, 5);
        foreach (var signer in signers) Do(clerk, () => new ServeLetter(signer, ServiceMethod.Direct, ServiceResult.Signed, Today()));
        return Told();

        Actor As(string name, Role role) => new(name, new HashSet<Role> { role }, Commission: _id);

        DateOnly Today() => ChinaTime.DayOf(now);

        (BulkStream?, DateTimeOffset) Told() => (review.State.Exists ? review.Encoded() : null, now);

        void Wait(int least, int most) => now = world.Agenda.After(Agenda.SomeTime(world.Agenda.Workday(Today(), dice.Between(least, most)), dice), 1, 0);

        void Do(Actor actor, Func<ICommand<Review>> command)
        {
            if (now >= world.End) return;
            seen[StreamRef.To<MediationCase>(c.Id)] = c.State;
            foreach (var (version, happened) in review.Do(actor, now, command()))
                if (ReviewConsequences.Of(review.State, version, happened) is var (_, note)) c.Do(Actor.System, now, note);
            now = world.Agenda.After(now, dice.Between(2, 12), dice.Between(1, 59));
        }
    }
}
