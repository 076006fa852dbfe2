package io.cairn.storage.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import io.cairn.storage.internal.commit.TinyStore.Work;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.FileLayout;
import io.cairn.storage.internal.format.LogRecord;
import io.cairn.storage.internal.format.LogRecordCodec;
import io.cairn.storage.internal.format.PageRun;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.format.StoreChecksum;
import io.cairn.storage.internal.format.Superblock;
import io.cairn.storage.internal.io.SimulatedStoreFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Flipped bits, cut files and foreign bytes: an error that says where, or nothing lost. */
class DamageTest {
  private static final long SEED = Long.getLong("cairn.seed", 42);
  private static final int PAGE = FileLayout.PAGE_BYTES;
  private static final long HEADER_BITS = FileLayout.FIRST_PAGE * PAGE * 8L;

  private final Victim victim = new Victim(Protocol.ALL);

  /** A store with values of all kinds whose process was killed, and what became of its images. */
  private static final class Victim {
    private final Set<Protocol> protocol;
    final SimulatedStoreFile file = new SimulatedStoreFile();
    private final Map<Integer, Integer> state;
    int refused;
    int same;
    int wrong;

    Victim(Set<Protocol> protocol) {
      this.protocol = protocol;
      TinyStore store = new TinyStore.Subject(protocol, Work.ALL).create(file);
      CrashHistory<Map<Integer, Integer>> history = new CrashHistory<>(store.state());
      SplittableRandom random = new SplittableRandom(SEED);
      for (int i = 0; i < 40 || store.recordsInLog() < 4 || history.newest().size() < 5; i++) {
        store.step(random, history);
      }
      state = store.state();
      assertThat(state).as("seed " + SEED).isEqualTo(history.newest());
    }

    SimulatedStoreFile image() {
      return file.afterKill();
    }

    /** Opens a damaged image; only a refusal or the right state is right. */
    void open(SimulatedStoreFile image, String damage) {
      TinyStore store;
      try {
        store = new TinyStore.Subject(protocol, Work.ALL).open(image);
        if (store.state().equals(state)) {
          same++;
        } else {
          wrong++;
          return;
        }
      } catch (StorageException e) {
        assertThat(e.kind()).as(damage).isIn(Kind.CORRUPT, Kind.CANNOT_OPEN);
        refused++;
        return;
      }
      CrashHistory<Map<Integer, Integer>> history = new CrashHistory<>(state);
      try {
        store.step(new SplittableRandom(1), history);
        assertThat(store.state()).as(damage).isEqualTo(history.newest());
      } catch (StorageException e) {
        // The free map is read with the first write.
        assertThat(e.kind()).as(damage).isEqualTo(Kind.CORRUPT);
        assertThat(store.state()).as(damage).isEqualTo(state);
      }
    }

    void flipAll(long fromBit, long toBit, long step) {
      for (long bit = fromBit; bit < toBit; bit += step) {
        SimulatedStoreFile image = image();
        image.flipBit(bit);
        open(image, "bit " + bit + " flipped, seed " + SEED);
      }
    }
  }

  @Test
  void healsEveryFlippedBitOfTheHeader() {
    victim.flipAll(0, HEADER_BITS, 1);
    assertThat(victim.wrong).isZero();
    assertThat(victim.refused).isZero();
  }

  @Test
  void detectsEveryFlippedBitOfTheLog() {
    long from = TinyStore.logOf(victim.file).offsetBytes() * 8;
    victim.flipAll(from, from + TinyStore.logOf(victim.file).bytes() * 8, 1);
    assertThat(victim.wrong).as("seed " + SEED).isZero();
    assertThat(victim.refused).isPositive();
    assertThat(victim.same).isPositive();
  }

  @Test
  void wouldLoseCommitsSilentlyWithoutWatermarkAndLookAhead() {
    Victim without = new Victim(Protocol.without(Protocol.WATERMARK, Protocol.SCAN_AHEAD));
    long from = TinyStore.logOf(without.file).offsetBytes() * 8;
    without.flipAll(from, from + TinyStore.logOf(without.file).bytes() * 8, 7);
    assertThat(without.wrong).isPositive();
  }

  @Test
  void detectsFlippedBitsAnywhere() {
    victim.flipAll(new Random(SEED).nextInt(29), victim.file.size() * 8, 29);
    assertThat(victim.wrong).as("seed " + SEED).isZero();
    assertThat(victim.refused).isPositive();
  }

  @Test
  void restoresACopyOfTheSuperblockWhenItIsOpened() {
    for (int slot = 0; slot < 2; slot++) {
      for (int copy = 0; copy < 2; copy++) {
        SimulatedStoreFile image = victim.image();
        long offset = FileLayout.superblockOffset(slot, copy);
        byte[] before = new byte[PAGE];
        image.read(offset, before, 0, PAGE);
        image.overwrite(offset, new byte[PAGE]);
        new TinyStore.Subject(Protocol.ALL, Work.ALL).open(image);
        byte[] after = new byte[PAGE];
        image.read(offset, after, 0, PAGE);
        boolean inForce = slot == TinyStore.epochOf(image) % 2;
        assertThat(Arrays.equals(before, after)).isEqualTo(inForce);
      }
    }
  }

  private void damageEachPage(String what, Consumer<Integer> damage) {
    for (int page = 0; page < victim.file.size() / PAGE; page++) {
      damage.accept(page);
    }
    assertThat(victim.wrong).as(what + ", seed " + SEED).isZero();
    assertThat(victim.refused).isPositive();
    assertThat(victim.same).isPositive();
  }

  @Test
  void noticesPagesThatAreZeroOrForeign() {
    byte[] foreign = new byte[PAGE];
    new Random(SEED).nextBytes(foreign);
    for (byte[] bytes : new byte[][] {new byte[PAGE], foreign}) {
      damageEachPage(
          "overwritten pages",
          page -> {
            SimulatedStoreFile image = victim.image();
            image.overwrite((long) page * PAGE, bytes);
            victim.open(image, "page " + page + " overwritten");
          });
    }
  }

  @Test
  void noticesPagesThatLieInEachOthersPlace() {
    damageEachPage(
        "copied pages",
        page -> {
          byte[] bytes = new byte[PAGE];
          victim.image().read((long) page * PAGE, bytes, 0, PAGE);
          int last = (int) (victim.file.size() / PAGE);
          for (int other = 0; other < last; other += 1 + page % 3) {
            SimulatedStoreFile image = victim.image();
            image.overwrite((long) other * PAGE, bytes);
            victim.open(image, "page " + page + " in the place of " + other);
          }
        });
  }

  @Test
  void refusesAFileThatWasCut() {
    for (long size = 0; size < victim.file.size(); size += 509) {
      SimulatedStoreFile image = victim.image();
      image.loseEnd(size);
      victim.open(image, "cut at " + size);
    }
    assertThat(victim.wrong).as("seed " + SEED).isZero();
    assertThat(victim.refused).isPositive();
  }

  @Test
  void refusesWhatIsNoStore() {
    SimulatedStoreFile empty = new SimulatedStoreFile();
    expectRefusal(empty, Kind.CANNOT_OPEN, "no superblock begins it");
    SimulatedStoreFile text = new SimulatedStoreFile();
    text.overwrite(0, "id,name\n1,a\n".getBytes(StandardCharsets.UTF_8));
    expectRefusal(text, Kind.CANNOT_OPEN, "it is not a Cairn store");
    SimulatedStoreFile noise = new SimulatedStoreFile();
    byte[] bytes = new byte[200_000];
    new Random(SEED).nextBytes(bytes);
    noise.overwrite(0, bytes);
    expectRefusal(noise, Kind.CANNOT_OPEN, "it is not a Cairn store");
    SimulatedStoreFile start = victim.image();
    start.loseEnd(9_000);
    expectRefusal(start, Kind.CORRUPT, "it was cut");
  }

  private static void expectRefusal(SimulatedStoreFile image, Kind kind, String text) {
    assertThatThrownBy(() -> DurableFile.open(image, TinyStore.OPTIONS))
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(text)
        .hasMessageContaining(image.location());
  }

  @Test
  void refusesAStoreOfANewerVersion() {
    SimulatedStoreFile newer = victim.image();
    changeSuperblocks(newer, page -> page[14] = 2);
    expectRefusal(newer, Kind.UNSUPPORTED, "it needs a reader of format 2");
    SimulatedStoreFile features = victim.image();
    changeSuperblocks(features, page -> page[161] = 1);
    expectRefusal(features, Kind.UNSUPPORTED, "it uses the features 100");
    SimulatedStoreFile optional = victim.image();
    changeSuperblocks(optional, page -> page[169] = 1);
    victim.open(optional, "an optional feature");
    assertThat(victim.same).isEqualTo(1);
  }

  /** Changes all copies and gives them a right checksum, as an attacker would. */
  private static void changeSuperblocks(SimulatedStoreFile image, Consumer<byte[]> change) {
    for (int i = 0; i < FileLayout.SUPERBLOCK_COPIES; i++) {
      byte[] page = new byte[PAGE];
      image.read((long) i * PAGE, page, 0, PAGE);
      change.accept(page);
      CRC32C crc = new CRC32C();
      crc.update(page, 0, PAGE - 8);
      long value = crc.getValue() | ~crc.getValue() << 32;
      for (int b = 0; b < 8; b++) {
        page[PAGE - 8 + b] = (byte) (value >>> (8 * b));
      }
      image.overwrite((long) i * PAGE, page);
    }
  }

  @Test
  void survivesSuperblocksThatAnAttackerWrote() {
    Random random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      SimulatedStoreFile image = victim.image();
      int changes = 1 + random.nextInt(3);
      changeSuperblocks(
          image,
          page -> {
            for (int c = 0; c < changes; c++) {
              int offset = 16 + random.nextInt(168);
              page[offset] = random.nextBoolean() ? (byte) -1 : (byte) random.nextInt();
            }
          });
      try {
        TinyStore store = new TinyStore.Subject(Protocol.ALL, Work.ALL).open(image);
        store.state();
        store.step(new SplittableRandom(i), new CrashHistory<>(victim.state));
      } catch (StorageException e) {
        victim.refused++;
      }
    }
    assertThat(victim.refused).as("seed " + SEED).isPositive();
  }

  /** Records with a right checksum that allocate and free what they must not. */
  @Test
  void survivesLogsThatAnAttackerWrote() {
    Random random = new Random(SEED);
    int accepted = 0;
    for (int i = 0; i < 5_000; i++) {
      SimulatedStoreFile image = victim.image();
      Superblock superblock = new Recovery(image, Protocol.ALL).run().superblock();
      LogRecordCodec codec =
          new LogRecordCodec(new StoreChecksum(superblock.store()), superblock.epoch());
      long at = superblock.log().offsetBytes();
      // Watermark and records that were there before would refuse it at once.
      image.overwrite(at, new byte[(int) superblock.log().bytes()]);
      image.overwrite(FileLayout.WATERMARK_OFFSET, new byte[2 * PAGE]);
      for (int r = 1; r <= 1 + random.nextInt(3); r++) {
        List<Ref> allocated = new ArrayList<>();
        List<PageRun> freed = new ArrayList<>();
        for (int k = random.nextInt(3); k > 0; k--) {
          long page = FileLayout.FIRST_PAGE + random.nextInt(60);
          long length = 32 + random.nextInt(9_000);
          allocated.add(new Ref(page, length, random.nextInt(), ExtentKind.ROOT, 1));
        }
        for (int k = random.nextInt(3); k > 0; k--) {
          long pages = random.nextInt(9) == 0 ? FileLayout.MAX_PAGES : 1 + random.nextInt(5);
          freed.add(new PageRun(FileLayout.FIRST_PAGE + random.nextInt(60), pages));
        }
        byte[] bytes =
            codec.toBytes(
                new LogRecord(
                    superblock.lastLsn() + r,
                    random.nextBoolean() ? 1 : FileLayout.MAX_NUMBER - 1,
                    superblock.lastLsn(),
                    random.nextInt(4) > 0,
                    allocated,
                    freed,
                    new byte[0]));
        image.overwrite(at, bytes);
        at += bytes.length;
      }
      try {
        TinyStore store = new TinyStore.Subject(Protocol.ALL, Work.ALL).open(image);
        CrashHistory<Map<Integer, Integer>> history = new CrashHistory<>(store.state());
        store.step(new SplittableRandom(i), history);
        store.step(new SplittableRandom(i), history);
        accepted++;
      } catch (StorageException e) {
        victim.refused++;
      }
    }
    assertThat(victim.refused).as("seed " + SEED).isPositive();
    assertThat(accepted).as("seed " + SEED).isPositive();
  }

  @Test
  void refusesTheOlderSuperblockOnceTheNewerOneTookCommits() {
    SimulatedStoreFile image = victim.image();
    int slot = (int) (TinyStore.epochOf(image) % 2);
    image.overwrite(FileLayout.superblockOffset(slot, 0), new byte[2 * PAGE]);
    expectRefusal(image, Kind.CORRUPT, "both copies of the newer one are damaged");
  }
}
