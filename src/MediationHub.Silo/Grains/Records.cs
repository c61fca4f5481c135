using System.Collections.Frozen;
using MediationHub.Domain.BaseLists;
using MediationHub.Domain.Cases;
using MediationHub.Domain.Commissions;
using MediationHub.Domain.Destructions;
using MediationHub.Domain.Entrustments;
using MediationHub.Domain.Kernel;
using MediationHub.Domain.Mediators;
using MediationHub.Domain.Periods;
using MediationHub.Domain.Recommendations;
using MediationHub.Domain.Reviews;
using MediationHub.Domain.Samplings;
using MediationHub.Domain.Selection;
using MediationHub.Web.Hosting;
using Orleans.Placement;

namespace MediationHub.Silo.Grains;

public interface ICaseGrain : IRecordGrain<MediationCase>;
public interface IMediatorGrain : IRecordGrain<Mediator>;
public interface IReviewGrain : IRecordGrain<Review>;
public interface IEntrustmentGrain : IRecordGrain<Entrustment>;
public interface IRecommendationGrain : IRecordGrain<Recommendation>;
public interface ICommissionGrain : IRecordGrain<Commission>;
public interface ICampaignGrain : IRecordGrain<Campaign>;
public interface INominationGrain : IRecordGrain<Nomination>;
public interface IClosedPeriodGrain : IRecordGrain<ClosedPeriod>;
public interface ISamplingGrain : IRecordGrain<Sampling>;
public interface IDestructionListGrain : IRecordGrain<DestructionList>;
public interface IBaseListGrain : IRecordGrain<BaseList>;
public interface IAnchorLogGrain : IRecordGrain<AnchorLog>;

// Calendar and rulebook have none: the law lives in every node, and an amendment locks all of them out by itself.
// Each where it is first asked for: a person's next click mostly comes to another silo, but most of a record's calls come from the page that shows it.
[PreferLocalPlacement] public sealed class CaseGrain(Installation installation, Build build) : RecordGrain<MediationCase>(installation, build), ICaseGrain;
[PreferLocalPlacement] public sealed class MediatorGrain(Installation installation, Build build) : RecordGrain<Mediator>(installation, build), IMediatorGrain;
[PreferLocalPlacement] public sealed class ReviewGrain(Installation installation, Build build) : RecordGrain<Review>(installation, build), IReviewGrain;
[PreferLocalPlacement] public sealed class EntrustmentGrain(Installation installation, Build build) : RecordGrain<Entrustment>(installation, build), IEntrustmentGrain;
[PreferLocalPlacement] public sealed class RecommendationGrain(Installation installation, Build build) : RecordGrain<Recommendation>(installation, build), IRecommendationGrain;
[PreferLocalPlacement] public sealed class CommissionGrain(Installation installation, Build build) : RecordGrain<Commission>(installation, build), ICommissionGrain;
[PreferLocalPlacement] public sealed class CampaignGrain(Installation installation, Build build) : RecordGrain<Campaign>(installation, build), ICampaignGrain;
[PreferLocalPlacement] public sealed class NominationGrain(Installation installation, Build build) : RecordGrain<Nomination>(installation, build), INominationGrain;
[PreferLocalPlacement] public sealed class ClosedPeriodGrain(Installation installation, Build build) : RecordGrain<ClosedPeriod>(installation, build), IClosedPeriodGrain;
[PreferLocalPlacement] public sealed class SamplingGrain(Installation installation, Build build) : RecordGrain<Sampling>(installation, build), ISamplingGrain;
[PreferLocalPlacement] public sealed class DestructionListGrain(Installation installation, Build build) : RecordGrain<DestructionList>(installation, build), IDestructionListGrain;
[PreferLocalPlacement] public sealed class BaseListGrain(Installation installation, Build build) : RecordGrain<BaseList>(installation, build), IBaseListGrain;
[PreferLocalPlacement] public sealed class AnchorLogGrain(Installation installation, Build build) : RecordGrain<AnchorLog>(installation, build), IAnchorLogGrain;

/// <summary>Which grain interface stands for which record.</summary>
internal static class Records
{
    private static readonly FrozenDictionary<Type, Type> Interfaces = (
        from type in typeof(Records).Assembly.GetTypes()
        where type.IsInterface && !type.IsGenericType
        from record in type.GetInterfaces()
        where record.IsGenericType && record.GetGenericTypeDefinition() == typeof(IRecordGrain<>)
        select KeyValuePair.Create(record.GetGenericArguments()[0], type)).ToFrozenDictionary();

    /// <summary>The record's grain interface; null for one that has no grain: it is worked on in the silo that was asked, which is as correct.</summary>
    public static Type? InterfaceOf<TState>() where TState : class, IAggregate<TState> => Of<TState>.Interface;

    private static class Of<TState>
    {
        public static readonly Type? Interface = Interfaces.GetValueOrDefault(typeof(TState));
    }
}
