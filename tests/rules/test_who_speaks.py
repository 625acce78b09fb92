"""Names, offices and bodies in the shapes that articles have: whole sentences, one speaker each."""

from __future__ import annotations

import pytest

import beritanlp as bn
from beritanlp.domain import Speaker

SAID = "“Jalan itu sudah dibuka,” kata {}."


def last_speaker(text: str, title: str | None = None) -> Speaker:
    quotes = bn.analyze(text, title=title).quotes
    assert quotes, text
    speaker = quotes[-1].speaker
    assert speaker is not None, text
    return speaker


CASES = [
    # -- where the name begins ------------------------------------------------------------------
    ("Bupati Ardita Wirayuda", "Ardita Wirayuda", "Bupati", None),
    ("aktivis demokrasi Syaganda Rahardi", "Syaganda Rahardi", "aktivis demokrasi", None),
    ("Kapolsek Ambalawi Rudi Hartanta", "Rudi Hartanta", "Kapolsek Ambalawi", None),
    (
        "Camat Ambalawi Kabupaten Jember Rudi Hartanta",
        "Rudi Hartanta",
        "Camat Ambalawi Kabupaten Jember",
        None,
    ),
    (
        "Lurah Wanasari, Jember, Jawa Timur, Rudi Hartanta",
        "Rudi Hartanta",
        "Lurah Wanasari",
        None,
    ),
    (
        "Menteri Ketenagakerjaan (Menaker) M. Rudi Hartanta",
        "M. Rudi Hartanta",
        "Menteri Ketenagakerjaan",
        None,
    ),
    ("Gubernur NTB Lalu Rudi Hartanta", "Lalu Rudi Hartanta", "Gubernur NTB", None),
    (
        "Direktur Utama PT Sukamulya Beton Tbk FX Rudi Hartanta",
        "FX Rudi Hartanta",
        "Direktur Utama",
        "PT Sukamulya Beton Tbk",
    ),
    (
        "Direktur Utama PT Wanasari Telematika Indonesia Galumba Menaka",
        "Galumba Menaka",
        "Direktur Utama",
        "PT Wanasari Telematika Indonesia",
    ),
    ("Kapuspen TNI Brigjen Marinir Rudi Hartanta", "Rudi Hartanta", "Kapuspen", "TNI"),
    ("Deputi BNPB Mayor Jenderal (TNI) Rudi Hartanta", "Rudi Hartanta", "Deputi", "BNPB"),
    ("salah satu penumpang yakni Rani (34)", "Rani", "penumpang", None),
    ("@wargajember", "@wargajember", None, None),
    # -- the body of an office ------------------------------------------------------------------
    (
        "Ketua Relawan Jaga Wanasari, Bahrodin,",
        "Bahrodin",
        "Ketua",
        "Relawan Jaga Wanasari",
    ),
    (
        "Pemilik Warung Bakso Melati Jaya, Tania Laura,",
        "Tania Laura",
        "Pemilik",
        "Warung Bakso Melati Jaya",
    ),
    ("Head of Wanasari Institute Rudi Hartanta", "Rudi Hartanta", "Head", "Wanasari Institute"),
    (
        "Aftersales Director Wanasari Motors Rudi Hartanta",
        "Rudi Hartanta",
        "Aftersales Director",
        "Wanasari Motors",
    ),
    (
        "Public Relations Lead Wanasari Indonesia Rudi Hartanta",
        "Rudi Hartanta",
        "Public Relations Lead",
        "Wanasari Indonesia",
    ),
    (
        "Ketua Umum Asosiasi Energi Surya Nusantara (AESN) Andika Prasetya",
        "Andika Prasetya",
        "Ketua Umum",
        "Asosiasi Energi Surya Nusantara",
    ),
    (
        "Ketua Masyarakat Transportasi Indonesia (MTI) Wilayah Bali, Rudi Hartanta,",
        "Rudi Hartanta",
        "Ketua",
        "Masyarakat Transportasi Indonesia (MTI) Wilayah Bali",
    ),
    (
        "Anggota Baleg DPR RI dari Fraksi Partai Golkar, Rudi Hartanta,",
        "Rudi Hartanta",
        "Anggota Baleg",
        "DPR RI",
    ),
    (
        "dosen Fakultas Hukum Universitas Indonesia Rudi Hartanta",
        "Rudi Hartanta",
        "dosen",
        "Fakultas Hukum Universitas Indonesia",
    ),
    (
        "Praktisi hukum dari Kantor Hukum Sukamulya & Partners, Rudi Hartanta, SH, MH,",
        "Rudi Hartanta",
        "Praktisi hukum",
        "Kantor Hukum Sukamulya & Partners",
    ),
    ("Direktur Kerja Sama, Mardisan,", "Mardisan", "Direktur Kerja Sama", None),
    ("Rudi Hartanta dari Wanasari Research", "Rudi Hartanta", None, "Wanasari Research"),
    ("Rudi Hartanta, analis di Westfield Blaine,", "Rudi Hartanta", "analis", "Westfield Blaine"),
    ("Ketua Komisi III Rudi Hartanta", "Rudi Hartanta", "Ketua Komisi III", None),
    (
        "Kepala Dinas Sosial Kota Wanabaru Iwan Hartanta",
        "Iwan Hartanta",
        "Kepala",
        "Dinas Sosial Kota Wanabaru",
    ),
    (
        "Kepala Seksi Angkutan Dishub Kabupaten Wanabaru Lilis Hartanti",
        "Lilis Hartanti",
        "Kepala Seksi Angkutan",
        "Dishub Kabupaten Wanabaru",
    ),
    ("Ketua DPRD Kota Wanabaru Siti Hartanti", "Siti Hartanti", "Ketua", "DPRD Kota Wanabaru"),
    (
        "Guru Besar Teknik Sipil Universitas Wanabaru Wahyu Kertanata",
        "Wahyu Kertanata",
        "Guru Besar Teknik Sipil",
        "Universitas Wanabaru",
    ),
    # -- what else stands between office and name -----------------------------------------------
    (
        "Ketua KPU Jember yang baru dilantik, Rudi Hartanta,",
        "Rudi Hartanta",
        "Ketua",
        "KPU Jember",
    ),
    (
        "Ketua RT 18, RW 14, Klaster Melati, Jakarta Timur, Rudi Hartanta,",
        "Rudi Hartanta",
        "Ketua RT 18",
        None,
    ),
    (
        "Guru Besar Institut Teknologi Bandung (ITB) dan pakar bahan bakar, Tri Hartanta,",
        "Tri Hartanta",
        "Guru Besar",
        "Institut Teknologi Bandung",
    ),
    ("pengacara Sari lainnya, Rudi Hartanta,", "Rudi Hartanta", "pengacara Sari", None),
    ("Kadir (34), pedagang batagor keliling", "Kadir", "pedagang batagor keliling", None),
    ("seorang wanita di Jember, Sari Wulandari (30)", "Sari Wulandari", None, None),
    ("Wali Kota Bogor Bima Aryana", "Bima Aryana", "Wali Kota Bogor", None),
    (
        "Menteri Kebudayaan sekaligus Ketua Dewan Gelar Rudi Hartanta",
        "Rudi Hartanta",
        "Menteri Kebudayaan",
        None,
    ),
    (
        "Presiden Kelima Republik Indonesia sekaligus Ketua PDI-P Ratna Sukarniwati",
        "Ratna Sukarniwati",
        "Ketua",
        "PDI-P",
    ),
    (
        "aktivis sekaligus mantan Ketua Badan Eksekutif Mahasiswa (BEM), Rudi Hartanta",
        "Rudi Hartanta",
        "aktivis",
        None,
    ),
    (
        "Pelaksana tugas (Plt) Direktur Utama Jasa Raharja Rudi Hartanta",
        "Rudi Hartanta",
        "Pelaksana tugas (Plt) Direktur Utama",
        "Jasa Raharja",
    ),
    (
        "Kepala Divisi Humas Polri Inspektur Jenderal Rudi Hartanta",
        "Rudi Hartanta",
        "Kepala Divisi Humas",
        "Polri",
    ),
    (
        "Kepala Pusat Penerangan Hukum Kejaksaan Agung Rudi Hartanta",
        "Rudi Hartanta",
        "Kepala Pusat Penerangan Hukum",
        "Kejaksaan Agung",
    ),
    (
        "Komisaris Departemen Perlindungan Lingkungan (DEP) New York, Rudi Hartanta",
        "Rudi Hartanta",
        "Komisaris",
        "Departemen Perlindungan Lingkungan (DEP) New York",
    ),
    (
        "Pemilik Warung Sukamulya Jaya, Rudi Hartanta",
        "Rudi Hartanta",
        "Pemilik",
        "Warung Sukamulya Jaya",
    ),
    (
        "Dedi, Kepala Peleton B dari Dinas Pemadam Kebakaran Jember",
        "Dedi",
        "Kepala Peleton B",
        "Dinas Pemadam Kebakaran Jember",
    ),
    (
        "Sari Wulandari, seorang mahasiswa PhD di Universitas Sydney",
        "Sari Wulandari",
        "mahasiswa PhD",
        "Universitas Sydney",
    ),
    ("Ketua Asosiasi UMKM Rudi Hartanta", "Rudi Hartanta", "Ketua", "Asosiasi UMKM"),
    ("kerabat Keraton KPH Rudi Hartanta", "Rudi Hartanta", "kerabat Keraton", None),
    (
        "Rudi Hartanta, yang juga Ketua Yayasan Wanasari",
        "Rudi Hartanta",
        "Ketua",
        "Yayasan Wanasari",
    ),
    (
        "Direktur Utama Rudi Hartanta dari Wanasari Research",
        "Rudi Hartanta",
        "Direktur Utama",
        "Wanasari Research",
    ),
    ("Kabid X Kemenkes, Rudi Hartanta", "Rudi Hartanta", "Kabid X", "Kemenkes"),
    (
        "Wakil Ketua Komisi II DPR dari Fraksi Partai Golkar Rudi Hartanta",
        "Rudi Hartanta",
        "Wakil Ketua Komisi II",
        "DPR",
    ),
    ("keluarga korban lainnya, Rudi Hartanta", "Rudi Hartanta", "keluarga korban", None),
    ("Asisten II Setdaprov Riau, Hartanta D", "Hartanta D", "Asisten II", "Setdaprov Riau"),
    (
        "Humas RSUD Jember Letnan Kolonel Laut dokter gigi M Arifianto",
        "M Arifianto",
        "Humas",
        "RSUD Jember",
    ),
    (
        "Inspektur Jenderal Kementerian Dalam Negeri Rudi Hartanta",
        "Rudi Hartanta",
        "Inspektur Jenderal",
        "Kementerian Dalam Negeri",
    ),
    (
        "Direktur PT Kompas Media Nusantara Rudi Hartanta",
        "Rudi Hartanta",
        "Direktur",
        "PT Kompas Media Nusantara",
    ),
    (
        "anggota Panja RUU Cipta Kerja dari Fraksi Partai Gerindra Rudi Hartanta",
        "Rudi Hartanta",
        "anggota Panja RUU Cipta Kerja",
        "Partai Gerindra",
    ),
    (
        "Rudi Hartanta (39), mantri dari RPH yang meninjau sapi",
        "Rudi Hartanta",
        "mantri",
        "RPH",
    ),
    (
        "Ketua Konfederasi Kongres Aliansi Serikat Buruh Wanasari (KASBW) Rudi Hartanta",
        "Rudi Hartanta",
        "Ketua",
        "Konfederasi Kongres Aliansi Serikat Buruh Wanasari",
    ),
    (
        "Ketua Satgas Covid-19 Kota Bogor yang juga Wakil Wali Kota Bogor Rudi Hartanta",
        "Rudi Hartanta",
        "Ketua",
        "Satgas Covid-19 Kota Bogor",
    ),
]


@pytest.mark.parametrize(("source", "name", "role", "affiliation"), CASES)
def test_source_is_read(source: str, name: str, role: str | None, affiliation: str | None) -> None:
    speaker = last_speaker(SAID.format(source.rstrip(",")))
    assert (speaker.name, speaker.role, speaker.affiliation) == (name, role, affiliation)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            "Tanah itu dijual Haryono, Kasatreskrim menerangkan pihaknya masih menunggu hasil.",
            "Kasatreskrim",
            id="an office after a comma that speaks itself is no apposition",
        ),
        pytest.param(
            "Warga yang mendukung adalah Sudiro (53). Warga Wanasari, Jember ini menilai "
            "jalan itu perlu ditutup. Warga lain, Nendari, mengatakan hal serupa.",
            "Sudiro",
            id="a nominal sentence introduces somebody",
        ),
        pytest.param(
            "Dukungan disampaikan oleh Candra (38). Ia menilai jalan itu baik. Adi, seorang warga "
            "Wanasari, juga menyetujui jalan itu. “Saya tidak keberatan,” ujarnya.",
            "Adi",
            id="a name with a role behind it acts",
        ),
        pytest.param(
            "Ketua MTI Rudi Hartanta menilai jalan itu sempit. Ada juga anggota DPR, "
            "Galih Kartasena, yang menyoroti jalan itu. Menurutnya, jalan itu perlu dilebarkan.",
            "Galih Kartasena",
            id="ada juga introduces somebody",
        ),
        pytest.param(
            "Rudi Hartanta mengatakan jalan itu ditutup. Awalnya, Sari Wulandari lewat di sana. "
            "“Saya kaget melihatnya,” ujarnya.",
            "Sari Wulandari",
            id="a subject behind an adverbial",
        ),
        pytest.param(
            "Menurut Rudi Hartanta, jalan itu selalu diperiksa Sari Wulandari setiap pekan. "
            "“Jalan itu aman,” katanya.",
            "Rudi Hartanta",
            id="who acts in reported speech is no subject",
        ),
        pytest.param(
            "Otoritas Jasa Keuangan (OJK) membuka aduan. Otoritas pun berharap warga melapor.",
            "Otoritas Jasa Keuangan",
            id="head word of a body",
        ),
        pytest.param(
            "PT Sukamulya Jaya Tbk (SKMJ) membagi laba. Perseroan menegaskan, utang tidak naik.",
            "PT Sukamulya Jaya Tbk",
            id="common noun of a company",
        ),
        pytest.param(
            "Presiden Joko Widodo membuka acara itu. Menurut Jokowi, jalan itu perlu dijaga.",
            "Joko Widodo",
            id="nickname",
        ),
        pytest.param(
            "Wali Kota Rudi Hartanta yang karib disapa Hendi datang. “Kami siap,” kata Hendi.",
            "Rudi Hartanta",
            id="name one goes by",
        ),
        pytest.param(
            "Pelatih Rudi Hartanta datang. “Kami siap,” kata jebolan akademi Jember tersebut.",
            "Rudi Hartanta",
            id="description that points back",
        ),
        pytest.param(
            "Uskup Mgr. Adrianus Sunarya dan Pendeta Paulus Sihombing menilai jalan itu aman. "
            "“Kami berterima kasih,” kata mereka.",
            "Adrianus Sunarya dan Paulus Sihombing",
            id="a pair",
        ),
        pytest.param(
            "Ketua DPRD Rudi Hartanta bertemu Bupati Sari Wulandari. Keduanya menilai jalan itu "
            "perlu diperbaiki.",
            "Rudi Hartanta dan Sari Wulandari",
            id="keduanya",
        ),
        pytest.param(
            "Ketua KPU Affifudin datang. “Kami siap,” ujar Afifudin.", "Affifudin", id="spelling"
        ),
        pytest.param(
            "Kapolri Jenderal Pol. Listya Sigit Prabawa datang bersama Presiden Prabawa Subiakto. "
            "Presiden Prabawa memerintahkan Kapolri Jenderal Pol. Listya Sigit Prabawa bekerja. "
            "“Ini pidana,” kata Prabawa.",
            "Prabawa Subiakto",
            id="two people of one name, one of whom is called by it",
        ),
        pytest.param(
            "Rudi, sapaan akrab Hendra Rudianto, pulang. “Kami siap,” kata Rudi.",
            "Hendra Rudianto",
            id="what somebody is called",
        ),
        pytest.param(
            "Ketua KPU Jember Nonato Hartanta datang. “Kami siap,” ujar Nanato.",
            "Nonato Hartanta",
            id="a slip of the pen in the name",
        ),
        pytest.param(
            "Kapolsek Ambalawi AKP Suprapto datang. “Kami siap,” ujar Prapto.",
            "Suprapto",
            id="the end of a name",
        ),
        pytest.param(
            "Pelatih Shin Tae-hwan datang. “Kami siap,” kata STH.",
            "Shin Tae-hwan",
            id="initials of a name with a hyphen",
        ),
        pytest.param(
            "Bupati Jember melalui Kabag Humas Rudi Hartanta mengatakan jalan itu ditutup.",
            "Rudi Hartanta",
            id="who delivers the words",
        ),
        pytest.param(
            "Ia mengaku kaget melihat jalan rusak. “Saya kaget,” kata Sari Wulandari. Ia pulang.",
            "Sari Wulandari",
            id="a pronoun before the only one who speaks",
        ),
        pytest.param(
            "Pelatih Persija Rudi Hartanta senang. “Kami siap,” kata pelatih 51 tahun.",
            "Rudi Hartanta",
            id="a noun with an age",
        ),
        pytest.param(
            "Ketua Gabungan Pengusaha Sawit Jember Rudi Hartanta datang. Ketua Asosiasi "
            "Sawit Jember mengatakan harga turun.",
            "Ketua Asosiasi Sawit Jember",
            id="the office of another body",
        ),
        pytest.param(
            "Anggota Komisi VII DPR RI Rudi Hartanta datang. Legislator yang mengurus "
            "pariwisata, industri, dan ekonomi itu, mengatakan bahwa jalan itu penting.",
            "Rudi Hartanta",
            id="a description with a list in it",
        ),
        pytest.param(
            "“Kami siap,” demikian keterangan tertulis Koalisi Wanasari, Minggu (11/5/2025).",
            "Koalisi Wanasari",
            id="a noun of saying before a body that no list knows",
        ),
        pytest.param(
            "“Kami siap,” bunyi keterangan resmi dari Wanasari Research.",
            "Wanasari Research",
            id="the body whose statement it is",
        ),
        pytest.param(
            "“Segera mengungsi ke tempat aman,” imbauan KBRI melalui akun resminya.",
            "KBRI",
            id="a noun of urging",
        ),
        pytest.param(
            "“Kami siap membantu warga,” demikian Kepala BPS Rudi Hartanta.",
            "Rudi Hartanta",
            id="demikian alone",
        ),
        pytest.param(
            "Fraksi PDI Perjuangan DPR RI meminta agar jalan itu dilebarkan.",
            "Fraksi PDI Perjuangan DPR RI",
            id="a group of a house",
        ),
        pytest.param(
            "Subur Hartanta, Kepala Seksi Penagihan, mengatakan jalan itu ditutup.",
            "Subur Hartanta",
            id="a first name that is an ordinary word",
        ),
        pytest.param(
            "“Kami siap,” kata Rudi Hartanta. “Jalan itu aman,” kara Rudi.",
            "Rudi Hartanta",
            id="a slip of the pen in the cue",
        ),
        pytest.param(
            "Menurut Prabowo Indonesia tidak punya pilihan lain.",
            "Prabowo",
            id="a country right behind the name",
        ),
        pytest.param(
            "Ketua LBH KAI APB Jambi Rudi Hartanta mengatakan jalan rusak. LBH KAI APB "
            "Jambi hadir.",
            "Rudi Hartanta",
            id="the end of a body's name that stands elsewhere too",
        ),
        pytest.param(
            "“Kelas berapa?” tanya Rudi Hartanta ke perawat. “Kelas 5,” jawab perawat. "
            "“Iya, Pak,” kata perawat tersebut.",
            "perawat",
            id="the nameless one who spoke before",
        ),
        pytest.param(
            "“Lucu sekali anak itu,” tulis \\@wargajember.",
            "\\@wargajember",
            id="an account with Markdown's escape",
        ),
        pytest.param(
            "“Perjanjian ini menjawab kebutuhan,” ujar ungkap Rudi Hartanta.",
            "Rudi Hartanta",
            id="two cues by a slip of the pen",
        ),
        pytest.param(
            "Kombes Susatya membuka pasar itu. “Pasar ini murah,” kata Susatya. “Kami "
            "siap,” kata Kapolres.",
            "Susatya",
            id="the office of the only one who speaks",
        ),
        pytest.param(
            "Rudi Hartanta datang. Ia senang. “Saya tanya mereka,” tutur Ketua RT 2, Jember, itu.",
            "Rudi Hartanta",
            id="a comma before itu",
        ),
        pytest.param(
            "Managing Director Sukakata Southeast Asia Arwinda Gujara datang. "
            "“Bagus,” kata Arwinda.",
            "Arwinda Gujara",
            id="a firm that no list knows before the name",
        ),
    ],
)
def test_speaker_of_the_last_quote(text: str, name: str) -> None:
    assert last_speaker(text).name == name


def test_a_noun_of_many_is_no_person_who_is_named_further_down() -> None:
    quotes = bn.analyze(
        "Analis menilai, indeks turun. Analis Wanasari Sekuritas Rudi Hartanta mengatakan naik."
    ).quotes
    assert quotes[0].speaker is not None
    assert quotes[0].speaker.name == "Analis"


def test_an_office_before_the_only_bare_name_is_its_own() -> None:
    quotes = bn.analyze(
        "Bupati Jember mengatakan jalan itu rusak. “Kami siap,” jelas Romi. Kepala Dinas Sosial "
        "Jember Rudi Hartanta mengatakan jalan itu aman."
    ).quotes
    assert [(q.speaker.name, q.speaker.role) for q in quotes if q.speaker] == [
        ("Romi", "Bupati Jember"),
        ("Romi", "Bupati Jember"),
        ("Rudi Hartanta", "Kepala"),
    ]


def test_headline_beside_the_text_gives_the_full_name() -> None:
    text = "“Jalan itu sudah dibuka,” kata Lutfiansyah, Senin (20/10/2025)."
    title = "Ahmad Lutfiansyah Sebut Jalan Masih Jadi Magnet Investasi"
    assert last_speaker(text, title).name == "Ahmad Lutfiansyah"
    # a verb of the headline is no part of the name
    assert last_speaker(text, "Lutfiansyah Laporkan Jalan Rusak").name == "Lutfiansyah"


def test_present_office_is_kept_beside_another() -> None:
    text = (
        "Gubernur Jawa Timur Rudi Hartanta datang. “Kami siap,” kata Ketua DPD Partai Golkar itu."
    )
    assert last_speaker(text).role == "Gubernur Jawa Timur"


def test_former_office_is_kept_beside_a_description() -> None:
    speaker = last_speaker(
        "Mantan Ketua KPK Rudi Hartanta menilai jalan itu aman. Legenda itu lewat. "
        "“Kami siap,” kata Rudi."
    )
    assert (speaker.role, speaker.former) == ("Ketua", True)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Kabar penangkapan itu dibenarkan oleh Kapolres Jember Rudi Hartanta.",
            "Kabar penangkapan itu",
        ),
        (
            "Bagi Rudi Hartanta, jalan itu perlu segera diperbaiki.",
            "jalan itu perlu segera diperbaiki",
        ),
        (
            "Soal jalan itu, menurut Rudi Hartanta, tidak ada masalah berarti.",
            "tidak ada masalah berarti",
        ),
        ("Banyak warga yang meminta agar jalan itu dilebarkan.", "jalan itu dilebarkan"),
        (
            "“Kami siap,” kata Rudi Hartanta, menambahkan bahwa jalan itu aman.",
            "jalan itu aman",
        ),
        (
            "Rudi Hartanta menilai, hal tersebut sebenarnya bisa diperbaiki.",
            "hal tersebut sebenarnya bisa diperbaiki",
        ),
        (
            "Rudi Hartanta menegaskan pentingnya dukungan pejabat agar jalan itu selesai.",
            "pentingnya dukungan pejabat agar jalan itu selesai",
        ),
        (
            "Dikutip dari Kabar Kita, menurut Rudi Hartanta, warga tidak gentar menghadapinya.",
            "warga tidak gentar menghadapinya",
        ),
        (
            "Rudi Hartanta memprediksi harga menguat pada perdagangan Selasa (22/1/2019).",
            "harga menguat pada perdagangan Selasa (22/1/2019)",
        ),
        ("Rudi Hartanta mengatakan bahwasanya jalan itu aman.", "jalan itu aman"),
        ("Rudi Hartanta gencar mengimbau agar warga waspada.", "warga waspada"),
        ("Rudi Hartanta mengakui perbuatannya salah.", "perbuatannya salah"),
        (
            "Rudi Hartanta mengakui dirinya sebagai pemimpin kelompok itu.",
            "dirinya sebagai pemimpin kelompok itu",
        ),
        ("Dokter menyarankannya agar banyak minum air putih.", "banyak minum air putih"),
        ("Ia mendorong warga untuk aktif di pos itu.", "warga untuk aktif di pos itu"),
        (
            "Rudi Hartanta bertanya kepada anak-anak itu tujuan datang ke Jember.",
            "tujuan datang ke Jember",
        ),
        ("Menurut Rudi Hartanta, jalan rusak. Angka itu disebutnya menurun.", "Angka itu menurun"),
        (
            "Rudi Hartanta datang. Hal itu menurutnya harus dibuka kepada warga.",
            "Hal itu harus dibuka kepada warga",
        ),
        (
            "Camat Sari Wulandari menyatakan jalan rusak, dengan menambahkan bahwa jembatan putus.",
            "jembatan putus",
        ),
        (
            "Rudi Hartanta menuturkan, petani memetakan dan memprediksi apa yang dibutuhkan warga.",
            "petani memetakan dan memprediksi apa yang dibutuhkan warga",
        ),
        (
            "Hampir mencapai puncak Menurut Rudi Hartanta, jalan itu tidak dilebarkan.",
            "jalan itu tidak dilebarkan",
        ),
        ("Saat ditanya, Rudi Hartanta menjawab tidak tahu.", "tidak tahu"),
        (
            "Komisi X DPR RI mendorong Kementerian Sosial menambah anggaran.",
            "Kementerian Sosial menambah anggaran",
        ),
        (
            "Rudi Hartanta menyampaikan pesan penting bahwa hutan perlu dijaga.",
            "hutan perlu dijaga",
        ),
        ("Rudi Hartanta menyebut varian B.1.1.7 sudah menyebar.", "varian B.1.1.7 sudah menyebar"),
        ("Rudi Hartanta sangat berharap ada warga yang membantu.", "ada warga yang membantu"),
        (
            "Candra Hartanta melihat adanya salah paham di kalangan warga.",
            "adanya salah paham di kalangan warga",
        ),
    ],
)
def test_reported_words(text: str, content: str) -> None:
    analysis = bn.analyze(text)
    assert analysis.content_of(analysis.quotes[-1]) == content


@pytest.mark.parametrize(
    "text",
    [
        "Hal tersebut dibenarkan oleh Kapolres Jember Rudi Hartanta.",
        "Rudi Hartanta menjelaskan mengapa jalan itu ditutup.",
        "Rudi Hartanta optimistis terhadap masa depan jalan itu.",
        "Jalan itu dibuat bagi Rudi Hartanta, pengusaha setempat.",
        "Menurut Peraturan Pemerintah (PP) Nomor 24 Tahun 1997, jalan itu milik negara.",
        "Sari Wulandari melaporkan Rudi Hartanta ke kantor polisi setempat kemarin.",
        "Negara itu mengakui pemimpin oposisi sebagai presiden baru.",
        "Menurut sukakata.com, kadang ada banjir di jalan itu.",
        "Rudi Hartanta membeberkan sejumlah masalah dalam pencairan kredit itu.",
        "Rudi Hartanta menjelaskan manfaat bantuan itu bagi warga yang sudah terdaftar.",
        "Rudi Hartanta berterima kasih kepada warga yang terus membantu.",
        "Ketidakpastian itu membuat investor ragu, dan warga menunggu.",
        "MK seakan mengatakan proses politik itu terlepas dari hukum.",
        "Pasangan suami istri wajib percaya bahwa segala kebaikan ada akhirnya.",
        "Apabila pasien itu mengatakan bepergian ke pasar, petugas sulit melacak.",
        "Para investor bertanya terkait proyek itu, dan pemerintah telah berencana bertemu mereka.",
        "Kegiatan itu bertema “Penguatan Perdagangan di Tengah Ketidakpastian”. Rudi pulang.",
    ],
)
def test_no_quote(text: str) -> None:
    assert not bn.analyze(text).quotes


def test_a_unit_s_head_belongs_to_the_one_precinct_of_the_page() -> None:
    speaker = last_speaker(
        "Polres Jember menangkap dua orang. “Mereka ditahan,” kata Kasat Reskrim AKP Rudi Hartanta."
    )
    assert (speaker.role, speaker.affiliation) == ("Kasat Reskrim", "Polres Jember")


def test_a_unit_s_head_beside_two_precincts_belongs_to_neither() -> None:
    speaker = last_speaker(
        "Polres Jember dan Polres Ngawi menangkap dua orang. “Mereka ditahan,” kata Kasat Reskrim "
        "AKP Rudi Hartanta."
    )
    assert speaker.affiliation is None


def test_a_deputy_s_office_names_the_body_too() -> None:
    speaker = last_speaker(
        "Polres Jember menangkap dua orang. “Mereka ditahan,” kata Wakapolres Jember Kompol Rudi "
        "Hartanta."
    )
    assert speaker.affiliation == "Polres Jember"


def test_police_without_a_name_holds_no_office() -> None:
    speaker = last_speaker("Polisi menduga ada kesepakatan sebelum lelang itu.")
    assert (speaker.name, speaker.role) == ("Polisi", None)


def test_an_english_field_before_a_listed_firm_belongs_to_the_office() -> None:
    speaker = last_speaker(
        "“Harga naik,” kata Analis Fixed Income Mirae Asset Sekuritas Indonesia Rudi Hartanta."
    )
    assert speaker.affiliation == "Mirae Asset Sekuritas Indonesia"


def registered(text: str, published: str | None) -> tuple[str | None, str | None]:
    quote = bn.analyze(text, published=published).quotes[-1]
    speaker = quote.speaker
    return (speaker.name, speaker.resolved_by.value) if speaker else (None, None)


@pytest.mark.parametrize(
    ("text", "published", "name"),
    [
        ("“Kami siap,” kata Menpan-RB, Senin.", "2023-05-01", "Abdullah Azwar Anas"),
        ("“Kami siap,” kata Kapolri.", "2017-05-01", "Muhammad Tito Karnavian"),
        ("“Kami siap,” kata Presiden.", "2016-05-01", "Joko Widodo"),
        ("“Kami siap,” kata Presiden.", "2025-05-01", "Prabowo Subianto"),
        ("Menkeu menilai anggaran cukup. Ia meminta warga tenang.", "2022-06-01", "Sri Mulyani"),
        ("“Kami siap,” ujar Ketua KPK.", "2020-06-01", "Firli Bahuri"),
        ("“Kami siap,” ujar Presiden PKS.", "2023-02-01", "Ahmad Syaikhu"),
        ("“Kami siap,” ujar Gubernur Jateng itu.", "2020-06-01", "Ganjar Pranowo"),
        ("“Kami siap,” ujar Pj Gubernur DKI Jakarta.", "2023-02-01", "Heru Budi Hartono"),
        ("“Kami siap,” ujar Menteri LH.", "2025-02-01", "Hanif Faisol"),
        ("“Kami siap,” kata Kepala BNPB (1/2/2021).", None, "Doni Monardo"),
    ],
)
def test_office_without_a_name_is_resolved_by_the_date(
    text: str, published: str | None, name: str
) -> None:
    found, way = registered(text, published)
    assert found is not None
    assert found.startswith(name)
    assert way == "registry"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("“Kami siap,” kata Kapolri.", None),  # no date
        ("“Kami siap,” kata mantan Menkeu.", "2022-06-01"),
        ("“Kami siap,” kata Wakil Ketua KPK.", "2020-06-01"),  # one of several
        ("“Kami siap,” kata Presiden di Prancis.", "2020-06-01"),  # whose?
        ("“Kami siap,” kata Gubernur Jateng.", "2023-12-01"),  # only an acting one then
        ("“Kami siap,” kata Menpora.", "2035-05-01"),  # behind what the table knows
        ("“Kami siap,” kata Menkeu.", "2025-09-10"),  # two days after a change
        ("“Kami siap,” kata Kapolri Rudi Hartanta.", "2022-06-01"),  # the article names one
        ("“Kami siap,” kata gubernur.", "2022-06-01"),
    ],
)
def test_nobody_is_taken_from_the_table_of_holders_in_doubt(
    text: str, published: str | None
) -> None:
    assert registered(text, published)[1] != "registry"


def test_a_holder_named_without_the_office_is_the_articles_own_person() -> None:
    analysis = bn.analyze(
        "Rapat dihadiri Listyo Sigit Prabowo. “Kami siap,” kata Kapolri.", published="2022-06-01"
    )
    speaker = analysis.quotes[-1].speaker
    assert speaker is not None
    assert (speaker.name, speaker.resolved_by) == ("Listyo Sigit Prabowo", "registry")


@pytest.mark.parametrize(
    ("source", "name", "role", "affiliation"),
    [
        (
            "Ekonom Utama untuk Bank Dunia di Indonesia Rudi Hartanta",
            "Rudi Hartanta",
            "Ekonom Utama",
            "Bank Dunia",
        ),
        (
            "Kepala Perwakilan UNICEF di Indonesia Rudi Hartanta",
            "Rudi Hartanta",
            "Kepala Perwakilan",
            "UNICEF",
        ),
    ],
)
def test_a_seat_may_stand_before_the_name(
    source: str, name: str, role: str, affiliation: str
) -> None:
    speaker = last_speaker(SAID.format(source))
    assert (speaker.name, speaker.role, speaker.affiliation) == (name, role, affiliation)


def test_a_numbered_school_ends_before_its_head() -> None:
    speaker = last_speaker("Kepala Sekolah SMPN 33 Sumiyati membantah kabar keracunan itu.")
    assert (speaker.name, speaker.role) == ("Sumiyati", "Kepala Sekolah")


def test_a_cue_that_lost_its_name_goes_on_with_the_last_person() -> None:
    quotes = bn.analyze(
        "Gubernur Rudi Hartanta mengatakan bunga turun. “Kami masih melihat ruang untuk itu,” kata "
        "dalam jumpa pers di Jakarta."
    ).quotes
    assert [q.speaker.name for q in quotes if q.speaker] == ["Rudi Hartanta"] * 2
    assert quotes[-1].speaker is not None
    assert quotes[-1].speaker.resolved_by.value == "continuation"
