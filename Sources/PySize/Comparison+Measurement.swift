public import PyBridge
import PyInspector
import PyLayout
public import PyRecords

extension Comparison {
  /// A record's prediction beside its measurement, if there is one.
  ///
  public init(
    _ record: any Record, _ sample: Sample, counts: [Int], measurement: Measurement?
  ) {
    func bare(_ status: Status, _ reason: String?) -> Comparison {
      Comparison(
        record: record, sample: sample, status: status, reason: reason,
        lacksPackage: measurement?.fault == .notInstalled)
    }
    if let obstacle = record.obstacle(sample) {
      self = bare(.unavailable, obstacle)
      return
    }
    if let measurement, measurement.status != .measured {
      self = bare(measurement.status == .failed ? .failed : .unavailable, measurement.reason)
      return
    }
    var sample = sample
    sample.packageVersion = measurement?.packageVersion
    do throws(NotModelled) {
      let prediction = try record.prediction(sample)
      let parts = prediction.parts + prediction.shared
      let both = parts.indices.map { index in
        Part(
          name: parts[index].name, predicted: parts[index].size,
          measured: measurement.flatMap {
            index < $0.parts.count ? $0.parts[index].size : nil
          })
      }
      let measured = measurement?.parts.first { $0.name == Part.allocated }?.size
      let standing = try record.standing(of: sample)
      let unknown = measurement?.whyUncounted(on: sample.build)?.description
      // One more is counted where there are many, which are alike
      let allocated = Part(
        name: Part.allocated, predicted: unknown == nil ? prediction.allocated : nil,
        measured: standing.isSettled ? measured : nil)
      let allocatedAgrees = allocated.measured.map(prediction.allocatedSizes.contains) ?? true
      let difference = measurement.flatMap {
        Self.difference(prediction, both, allocatedAgrees ? nil : allocated, $0)
      }
      self.init(
        record: record, sample: sample,
        status: measurement == nil ? .predicted : difference == nil ? .match : .mismatch,
        reason: difference, parts: Array(both.prefix(prediction.parts.count)),
        shared: Array(both.dropFirst(prediction.parts.count)), standing: standing,
        countsUnmadeDict: prediction.countsUnmadeDict, block: prediction.block,
        instances: try record.instances(counts, sample).map {
          unknown == nil ? $0 : Instances(count: $0.count, bytes: $0.bytes, allocated: nil)
        },
        allocated: allocated, allocatedAgrees: allocatedAgrees, unknownAllocator: unknown)
    } catch {
      self.init(
        record: record, sample: sample, status: .failed, reason: "\(error)",
        parts: (measurement?.parts ?? []).map {
          Part(name: $0.name, predicted: nil, measured: $0.size)
        })
    }
  }

  /// The first figure in which model and interpreter differ; `nil` when they agree in all.
  private static func difference(
    _ prediction: Prediction, _ parts: [Part], _ allocated: Part?, _ measurement: Measurement
  ) -> String? {
    for part in parts where part.predicted != part.measured {
      return "\(part.name): predicted \(part.predicted ?? 0), measured "
        + (part.measured.map { "\($0)" } ?? "nothing")
    }
    guard let type = measurement.type else { return "the interpreter told nothing of the type" }
    let predicted = prediction.type
    let figures = [
      ("tp_basicsize", predicted.tp_basicsize, type.tp_basicsize),
      ("tp_dictoffset", predicted.tp_dictoffset, type.tp_dictoffset),
      ("tp_weaklistoffset", predicted.tp_weaklistoffset, type.tp_weaklistoffset),
    ]
    for (name, predicted, measured) in figures where predicted != measured {
      return "\(name): predicted \(predicted), measured \(measured)"
    }
    if let predicted = allocated?.predicted, let measured = allocated?.measured {
      return "allocated: predicted \(predicted), measured \(measured)"
    }
    return nil
  }
}
